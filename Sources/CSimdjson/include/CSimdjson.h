#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a node of the tape is: the low three bits of `kind_count`.
enum {
    CSJ_NULL = 0,
    CSJ_FALSE = 1,
    CSJ_TRUE = 2,
    CSJ_NUMBER = 3,
    /// A string whose source, without its quotes, is its text.
    CSJ_STRING = 4,
    /// A string with escapes: its text lies in the strings buffer.
    CSJ_ESCAPED_STRING = 5,
    CSJ_ARRAY = 6,
    CSJ_OBJECT = 7
};

/// One value or key. A member is its key's node, then its value's; a container comes before its children. An array that
/// holds numbers alone is packed: it says their count, and they have no nodes, so that long ones take no room.
typedef struct {
    /// Where the value begins in the source, and how many bytes it has there, quotes and brackets included.
    uint32_t offset, length;
    /// Of a container: the index of the node after its last descendant. Of an escaped string: where its text begins
    /// in the strings buffer; the four bytes before that are the text's length.
    uint32_t extra;
    /// The kind, and above its three bits the number of elements or members.
    uint32_t kind_count;
} csj_node;

/// What went wrong; 0 is nothing.
enum {
    CSJ_OK = 0,
    CSJ_EMPTY = 1,
    CSJ_SYNTAX = 2,
    CSJ_ENCODING = 3,
    CSJ_TOO_DEEP = 4,
    CSJ_TOO_LARGE = 5,
    CSJ_TRAILING = 6,
    CSJ_NO_MEMORY = 7
};

/// The tape of the last text read, or the fault in it. The pointers hold until the parser reads again or is freed.
typedef struct {
    const csj_node *nodes;
    size_t node_count;
    const uint8_t *strings;
    size_t strings_length;
    /// A static text; null where nothing is wrong.
    const char *message;
    size_t error_offset;
    int32_t code;
} csj_result;

/// The longest text that a parser takes, in bytes: counts and offsets must fit a node.
#define CSJ_MAX_BYTES ((size_t)512 << 20)
/// The deepest nesting that a parser takes.
#define CSJ_MAX_DEPTH 512

/// Reads JSON texts one after the other into buffers that it keeps. For one thread at a time.
typedef struct csj_parser csj_parser;

/// A new parser; null where there is no memory.
csj_parser *csj_parser_new(void);
/// Frees a parser and its buffers.
void csj_parser_free(csj_parser *parser);
/// Reads one text strictly. The bytes need no padding.
csj_result csj_parse(csj_parser *parser, const uint8_t *bytes, size_t length, uint32_t max_depth);
/// How many bytes the parser's buffers take.
size_t csj_parser_footprint(const csj_parser *parser);

/// Reads the numbers of a packed array as int32, beginning at `*at` in the source (within the array, before a number),
/// at most `count` and never more than are left. Stops before the first that is not plainly one (`3.0` is not plain),
/// leaves `*at` there, and says how many it read.
size_t csj_read_int32s(const uint8_t *source, uint32_t *at, size_t count, int32_t *into);
/// The same for floats, each rounded once; stops before one outside the range of normal reading.
size_t csj_read_floats(const uint8_t *source, uint32_t *at, size_t count, float *into);
/// Reads a number's text as a double; false where it is beyond the range or too small for it.
int csj_read_double(const uint8_t *text, size_t length, double *into);

#ifdef __cplusplus
}
#endif

#endif
