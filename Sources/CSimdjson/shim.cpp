// A strict RFC 8259 reader in two passes. The first is simdjson's stage 1, the one its On-Demand parser starts with: it
// finds where tokens begin, checks UTF-8, and refuses control characters in strings. The second, here, walks those
// places once, checks each token and every byte between tokens, and writes the tape. On-Demand's own second pass is not
// used because it validates only what is asked for, and the DOM's not because it loses the text of numbers.

#include "CSimdjson.h"

#include <cstring>
#include <new>

#include <simdjson.h>

#include "walker.h"

namespace {

/// Where the text first leaves UTF-8; its length where it never does.
size_t first_bad_utf8(const uint8_t *bytes, size_t length) {
    size_t i = 0;
    while (i < length) {
        uint8_t lead = bytes[i];
        if (lead < 0x80) { i++; continue; }
        size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || length - i < size) { return i; }
        uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (bytes[i + 1] < low || bytes[i + 1] > high) { return i; }
        for (size_t j = 2; j < size; j++) {
            if ((bytes[i + j] & 0xC0) != 0x80) { return i; }
        }
        i += size;
    }
    return length;
}

/// Where a string first holds a control character, or (`unclosed`) where the string that is never closed begins.
size_t first_bad_string(const uint8_t *bytes, size_t length, bool unclosed) {
    size_t opened = 0;
    bool inside = false;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '"') {
            inside = !inside;
            opened = i;
        } else if (inside && bytes[i] == '\\') {
            i++;
            if (!unclosed && i < length && bytes[i] < 0x20) { return i; }
        } else if (inside && !unclosed && bytes[i] < 0x20) {
            return i;
        }
    }
    return unclosed ? opened : length;
}

csj_result failure(int32_t code, const char *message, size_t offset) {
    csj_result result{};
    result.code = code;
    result.message = message;
    result.error_offset = offset;
    return result;
}

csj_result stage_failure(simdjson::error_code error, const uint8_t *bytes, size_t length) {
    switch (error) {
    case simdjson::EMPTY: return failure(CSJ_EMPTY, "there is no value", 0);
    case simdjson::UTF8_ERROR: return failure(CSJ_ENCODING, "not UTF-8", first_bad_utf8(bytes, length));
    case simdjson::UNESCAPED_CHARS:
        return failure(CSJ_SYNTAX, "a control character in a string", first_bad_string(bytes, length, false));
    case simdjson::UNCLOSED_STRING:
        return failure(CSJ_SYNTAX, "a string is not closed", first_bad_string(bytes, length, true));
    case simdjson::CAPACITY: return failure(CSJ_TOO_LARGE, "too large", length);
    case simdjson::MEMALLOC: return failure(CSJ_NO_MEMORY, "out of memory", 0);
    default: return failure(CSJ_SYNTAX, "not JSON", 0);
    }
}

} // namespace

/// The bytes, or where simdjson runs without vector instructions a copy with its padding: the vector kinds take the last
/// block from a buffer of their own, the plain one reads a few bytes on. Null where there is no memory.
static const uint8_t *padded_if_needed(csj_parser *parser, const uint8_t *bytes, size_t length) {
    if (simdjson::get_active_implementation()->name() != "fallback") { return bytes; }
    if (!parser->padded.reserve(length + simdjson::SIMDJSON_PADDING)) { return nullptr; }
    std::memcpy(parser->padded.data, bytes, length);
    std::memset(parser->padded.data + length, ' ', simdjson::SIMDJSON_PADDING);
    return parser->padded.data;
}

extern "C" csj_parser *csj_parser_new(void) { return new (std::nothrow) csj_parser(); }

extern "C" void csj_parser_free(csj_parser *parser) { delete parser; }

extern "C" size_t csj_parser_footprint(const csj_parser *parser) {
    // Stage 1 keeps four bytes for each byte of the longest text.
    size_t indexes = parser->stage ? parser->stage->capacity() * sizeof(uint32_t) : 0;
    size_t nodes = parser->nodes.capacity * sizeof(csj_node);
    return sizeof(csj_parser) + indexes + nodes + parser->strings.capacity + parser->padded.capacity;
}

extern "C" csj_result csj_parse(csj_parser *parser, const uint8_t *bytes, size_t length, uint32_t max_depth) {
    if (length == 0) { return failure(CSJ_EMPTY, "there is no value", 0); }
    if (length > CSJ_MAX_BYTES) { return failure(CSJ_TOO_LARGE, "too large", length); }
    if (max_depth > CSJ_MAX_DEPTH) { max_depth = CSJ_MAX_DEPTH; }
    simdjson::error_code error = simdjson::SUCCESS;
    if (!parser->stage) {
        error = simdjson::get_active_implementation()->create_dom_parser_implementation(
            length < 4096 ? 4096 : length, 1, parser->stage);
    } else if (parser->stage->capacity() < length) {
        error = parser->stage->set_capacity(length);
    }
    if (error) {
        parser->stage.reset();
        return stage_failure(error, bytes, length);
    }
    const uint8_t *first_pass = padded_if_needed(parser, bytes, length);
    if (first_pass == nullptr) { return failure(CSJ_NO_MEMORY, "out of memory", 0); }
    error = parser->stage->stage1(first_pass, length, simdjson::stage1_mode::regular);
    if (error) { return stage_failure(error, bytes, length); }
    uint32_t count = parser->stage->n_structural_indexes;
    // Each token makes at most one node.
    if (!parser->nodes.reserve(size_t(count) + 1)) { return failure(CSJ_NO_MEMORY, "out of memory", 0); }
    const uint32_t *tokens = parser->stage->structural_indexes.get();
    csj::walker walker{*parser, bytes, uint32_t(length), tokens, tokens + count, max_depth, parser->nodes.data};
    if (!walker.walk()) { return failure(walker.code, walker.message, walker.error_offset); }
    csj_result result{};
    result.nodes = parser->nodes.data;
    result.node_count = size_t(walker.node - parser->nodes.data);
    result.strings = parser->strings.data;
    result.strings_length = walker.strings_length;
    return result;
}
