#ifndef WINNOW_CPCRE2_SHIM_H
#define WINNOW_CPCRE2_SHIM_H

// UTF-8 alone: the functions bear the suffix _8.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
