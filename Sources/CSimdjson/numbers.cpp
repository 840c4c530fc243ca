// Numbers from their text, in bulk and one by one. The texts were checked by the walker.

#include "CSimdjson.h"

#include <charconv>

#include "walker.h"

using csj::begins_number;
using csj::is_digit;
using csj::is_space;

namespace {

/// The end of a number's text that begins here. The text is checked: a bracket follows the last number of an array, so
/// that looking ahead ends in time.
const uint8_t *number_text_end(const uint8_t *text) {
    while (*text != ',' && *text != ']' && !is_space(*text)) { text++; }
    return text;
}

/// Reads one number; null where it does not go plainly, else its end.
const uint8_t *read_number(const uint8_t *text, int32_t &into) {
    bool is_negative = *text == '-';
    text += is_negative;
    int64_t value = 0;
    const uint8_t *digits = text;
    for (; is_digit(*text); text++) {
        // Ten digits cannot overflow 64 bits, and an eleventh is too many for 32.
        if (text - digits == 10) { return nullptr; }
        value = value * 10 + (*text - '0');
    }
    if (is_negative) { value = -value; }
    if (value != int32_t(value) || (*text != ',' && *text != ']' && !is_space(*text))) { return nullptr; }
    into = int32_t(value);
    return text;
}

const uint8_t *read_number(const uint8_t *text, float &into) {
    const char *start = reinterpret_cast<const char *>(text);
    const char *end = reinterpret_cast<const char *>(number_text_end(text));
    auto read = std::from_chars(start, end, into);
    return read.ec == std::errc() && read.ptr == end ? text + (end - start) : nullptr;
}

/// Reads an array's numbers from its source on, as long as they go plainly.
template <typename Number> size_t read_numbers(const uint8_t *source, uint32_t *at, size_t count, Number *into) {
    const uint8_t *next = source + *at;
    size_t done = 0;
    for (; done < count; done++) {
        while (!begins_number(*next)) { next++; }
        const uint8_t *end = read_number(next, into[done]);
        if (end == nullptr) { break; }
        next = end;
    }
    *at = uint32_t(next - source);
    return done;
}

} // namespace

extern "C" size_t csj_read_int32s(const uint8_t *source, uint32_t *at, size_t count, int32_t *into) {
    return read_numbers(source, at, count, into);
}

extern "C" size_t csj_read_floats(const uint8_t *source, uint32_t *at, size_t count, float *into) {
    return read_numbers(source, at, count, into);
}

extern "C" int csj_read_double(const uint8_t *text, size_t length, double *into) {
    const char *start = reinterpret_cast<const char *>(text);
    auto read = std::from_chars(start, start + length, *into);
    return read.ec == std::errc() && read.ptr == start + length;
}
