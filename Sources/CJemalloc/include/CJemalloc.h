#ifndef WINNOW_JEMALLOC_H
#define WINNOW_JEMALLOC_H

// jemalloc's settings, which it looks for under this name when the process starts; MALLOC_CONF in the environment goes
// over them.
extern const char *malloc_conf;

#endif
