#ifndef WINNOW_CCURL_SHIM_H
#define WINNOW_CCURL_SHIM_H

#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

// Swift calls no variadic C function: one wrapper for each type of argument.

static inline CURLcode ccurl_set_long(CURL *_Nonnull easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_offset(CURL *_Nonnull easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *_Nonnull easy, CURLoption option, const void *_Nullable value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ccurl_set_string(CURL *_Nonnull easy, CURLoption option, const char *_Nullable value) {
    return curl_easy_setopt(easy, option, value);
}

typedef size_t (*ccurl_data_callback)(char *_Nullable bytes, size_t size, size_t count, void *_Nullable context);

static inline CURLcode ccurl_set_data_callback(CURL *_Nonnull easy, CURLoption option,
                                               ccurl_data_callback _Nonnull callback) {
    return curl_easy_setopt(easy, option, callback);
}

typedef int (*ccurl_prerequest_callback)(void *_Nullable context, char *_Nullable remote, char *_Nullable local,
                                         int remote_port, int local_port);

static inline CURLcode ccurl_set_prerequest_callback(CURL *_Nonnull easy, ccurl_prerequest_callback _Nonnull callback) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
}

typedef curl_socket_t (*ccurl_open_callback)(void *_Nullable context, curlsocktype purpose,
                                             struct curl_sockaddr *_Nullable address);

static inline CURLcode ccurl_set_open_callback(CURL *_Nonnull easy, ccurl_open_callback _Nonnull callback) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
}

typedef int (*ccurl_close_callback)(void *_Nullable context, curl_socket_t socket);

static inline CURLcode ccurl_set_close_callback(CURL *_Nonnull easy, ccurl_close_callback _Nonnull callback) {
    return curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, callback);
}

static inline CURLcode ccurl_get_long(CURL *_Nonnull easy, CURLINFO info, long *_Nonnull value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode ccurl_get_offset(CURL *_Nonnull easy, CURLINFO info, curl_off_t *_Nonnull value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode ccurl_get_string(CURL *_Nonnull easy, CURLINFO info, char *_Nullable *_Nonnull value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode ccurl_get_pointer(CURL *_Nonnull easy, CURLINFO info, void *_Nullable *_Nonnull value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode ccurl_multi_set_long(CURLM *_Nonnull multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode ccurl_multi_set_pointer(CURLM *_Nonnull multi, CURLMoption option, void *_Nullable value) {
    return curl_multi_setopt(multi, option, value);
}

typedef int (*ccurl_socket_callback)(CURL *_Nullable easy, curl_socket_t socket, int what, void *_Nullable context,
                                     void *_Nullable socket_context);

static inline CURLMcode ccurl_multi_set_socket_callback(CURLM *_Nonnull multi, ccurl_socket_callback _Nonnull callback) {
    return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, callback);
}

typedef int (*ccurl_timer_callback)(CURLM *_Nullable multi, long milliseconds, void *_Nullable context);

static inline CURLMcode ccurl_multi_set_timer_callback(CURLM *_Nonnull multi, ccurl_timer_callback _Nonnull callback) {
    return curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, callback);
}

// Names the calling thread in tools; a variadic function too.
static inline void ccurl_name_thread(const char *_Nonnull name) { (void)prctl(PR_SET_NAME, name, 0, 0, 0); }

// The result of a finished transfer is a member of a C union, which has no plain name in Swift.
static inline CURLcode ccurl_message_result(const CURLMsg *_Nonnull message) { return message->data.result; }

// Macros with casts and enumerations of bits that Swift does not import as integers.
static const long ccurl_global_everything = CURL_GLOBAL_ALL;
static const size_t ccurl_prerequest_go_on = CURL_PREREQFUNC_OK;
static const size_t ccurl_prerequest_abort = CURL_PREREQFUNC_ABORT;
static const curl_socket_t ccurl_bad_socket = CURL_SOCKET_BAD;
static const curl_socket_t ccurl_timeout_socket = CURL_SOCKET_TIMEOUT;
static const uint32_t ccurl_epoll_in = EPOLLIN;
static const uint32_t ccurl_epoll_out = EPOLLOUT;
static const uint32_t ccurl_epoll_failed = EPOLLERR | EPOLLHUP;
static const int ccurl_epoll_close_on_exec = EPOLL_CLOEXEC;
static const int ccurl_eventfd_flags = EFD_CLOEXEC | EFD_NONBLOCK;

#endif
