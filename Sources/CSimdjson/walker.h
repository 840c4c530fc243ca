#ifndef CSIMDJSON_WALKER_H
#define CSIMDJSON_WALKER_H

#include "CSimdjson.h"

#include <cstdlib>
#include <cstring>
#include <memory>

#include <simdjson.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace csj {

/// A growing block that is never zeroed and frees itself; contents survive growth.
template <typename Element> struct buffer {
    Element *data = nullptr;
    size_t capacity = 0;

    bool reserve(size_t wanted) {
        if (wanted <= capacity) { return true; }
        size_t grown = capacity * 2 > wanted ? capacity * 2 : wanted;
        void *moved = std::realloc(data, grown * sizeof(Element));
        if (moved == nullptr) { return false; }
        data = static_cast<Element *>(moved);
        capacity = grown;
        return true;
    }
    buffer() = default;
    buffer(const buffer &) = delete;
    buffer &operator=(const buffer &) = delete;
    ~buffer() { std::free(data); }
};

inline bool is_space(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }
inline bool is_digit(uint8_t byte) { return uint8_t(byte - '0') < 10; }
inline bool begins_number(uint8_t byte) { return is_digit(byte) || byte == '-'; }

} // namespace csj

struct csj_parser {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> stage;
    csj::buffer<csj_node> nodes;
    csj::buffer<uint8_t> strings;
    /// A copy of the text with room behind it, for the one kind of stage 1 that looks beyond the end.
    csj::buffer<uint8_t> padded;
    uint32_t open[CSJ_MAX_DEPTH];
};

namespace csj {

/// The second pass over one text.
struct walker {
    csj_parser &parser;
    const uint8_t *const bytes;
    const uint32_t length;
    const uint32_t *token;
    const uint32_t *const last_token;
    const uint32_t max_depth;
    csj_node *node;
    /// The end of the last token: everything before it has been checked.
    uint32_t checked = 0;
    uint32_t depth = 0;
    size_t strings_length = 0;
    int32_t code = CSJ_OK;
    const char *message = nullptr;
    size_t error_offset = 0;

    bool fail(int32_t fault, const char *text, size_t offset) {
        code = fault;
        message = text;
        error_offset = offset;
        return false;
    }

    /// Goes to the next token, or to the end; false where a byte between is not white space.
    bool advance(uint32_t &at) {
        uint32_t next = token < last_token ? *token++ : length;
        // A well-formed stage 1 never steps back; a wild index must not lead outside the text.
        if (next < checked || next > length) { return fail(CSJ_SYNTAX, "unexpected character", checked); }
        for (uint32_t i = checked; i < next; i++) {
            if (!is_space(bytes[i])) { return fail(CSJ_SYNTAX, unexpected(i), i); }
        }
        at = next;
        checked = next + 1;
        return true;
    }

    const char *unexpected(uint32_t at) const {
        if (at >= length) { return "the text ends too early"; }
        switch (bytes[at]) {
        case ',': return "unexpected comma";
        case ':': return "unexpected colon";
        case ']': case '}': return "unexpected closing bracket";
        case '[': case '{': return "unexpected opening bracket";
        case '\'': return "strings are quoted with \"";
        case '/': case '#': return "comments are not JSON";
        case '+': return "a number has no leading plus";
        case '.': return "a number has a digit before its point";
        case 'N': case 'I': return "NaN and infinities are not JSON";
        case 0xEF: return at == 0 ? "a byte order mark is not JSON" : "unexpected character";
        default: return "unexpected character";
        }
    }

    bool scalar(uint32_t kind, uint32_t at, uint32_t end) {
        *node++ = csj_node{at, end - at, 0, kind};
        checked = end;
        return true;
    }

    bool literal(uint32_t kind, uint32_t at, const char *text, uint32_t size) {
        if (length - at < size || std::memcmp(bytes + at, text, size) != 0) {
            return fail(CSJ_SYNTAX, "expected a value: true, false and null are the only words", at);
        }
        return scalar(kind, at, at + size);
    }

    uint32_t digits_end(uint32_t i) const {
        while (i < length && is_digit(bytes[i])) { i++; }
        return i;
    }

    /// The end of the number at `at`; 0 where it is none.
    uint32_t number_end(uint32_t at) {
        uint32_t i = at + (bytes[at] == '-');
        uint32_t end = digits_end(i);
        if (end == i) { return fail(CSJ_SYNTAX, "a number needs a digit after its minus", i); }
        if (bytes[i] == '0' && end > i + 1) { return fail(CSJ_SYNTAX, "a number has no leading zeros", i); }
        if (end < length && bytes[end] == '.') {
            i = end + 1;
            end = digits_end(i);
            if (end == i) { return fail(CSJ_SYNTAX, "a number needs a digit after its point", i); }
        }
        if (end < length && (bytes[end] | 0x20) == 'e') {
            i = end + 1;
            if (i < length && (bytes[i] == '+' || bytes[i] == '-')) { i++; }
            end = digits_end(i);
            if (end == i) { return fail(CSJ_SYNTAX, "a number needs a digit in its exponent", i); }
        }
        return end;
    }

    bool number(uint32_t at) {
        uint32_t end = number_end(at);
        return end != 0 && scalar(CSJ_NUMBER, at, end);
    }

    /// Reads the rest of an array that so far holds nothing, its first token being a number at `at`. Where all is
    /// numbers they get no nodes; where something else comes, everything is as before and `closed` stays false.
    bool packed_array(uint32_t at, bool &closed) {
        const uint32_t *token_before = token;
        uint32_t checked_before = checked;
        for (uint32_t count = 1;; count++) {
            uint32_t number = number_end(at);
            if (number == 0) { return false; }
            checked = number;
            if (!advance(at)) { return false; }
            uint8_t byte = at < length ? bytes[at] : 0;
            if (byte == ']') {
                node[-1].kind_count += count << 3;
                end(at);
                closed = true;
                return true;
            }
            if (byte != ',') {
                return fail(CSJ_SYNTAX, at >= length ? unexpected(at) : "expected a comma or a closing bracket", at);
            }
            if (!advance(at)) { return false; }
            if (at >= length || !begins_number(bytes[at])) {
                token = token_before;
                checked = checked_before;
                return true;
            }
        }
    }

    /// The first quote or backslash at or after `i`, or the end.
    uint32_t quote_or_backslash(uint32_t i) const {
#if defined(__SSE2__)
        const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
        while (length - i >= 16) {
            __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes + i));
            int hits = _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash)));
            if (hits != 0) { return i + uint32_t(__builtin_ctz(unsigned(hits))); }
            i += 16;
        }
#endif
        while (i < length && bytes[i] != '"' && bytes[i] != '\\') { i++; }
        return i;
    }

    bool string(uint32_t at) {
        uint32_t end = quote_or_backslash(at + 1);
        if (end >= length) { return fail(CSJ_SYNTAX, "a string is not closed", at); }
        if (bytes[end] == '"') { return scalar(CSJ_STRING, at, end + 1); }
        return escaped_string(at, end);
    }

    bool escaped_string(uint32_t at, uint32_t i) {
        // Unescaping never lengthens a text, so what is left of the source bounds what a string can take; growing by
        // the run keeps the buffer near the size of the strings that need it.
        size_t start = strings_length + 4;
        size_t used = start;
        uint32_t run = at + 1;
        while (true) {
            if (i >= length) { return fail(CSJ_SYNTAX, "a string is not closed", at); }
            if (!parser.strings.reserve(used + (i - run) + 4)) { return fail(CSJ_NO_MEMORY, "out of memory", at); }
            std::memcpy(parser.strings.data + used, bytes + run, i - run);
            used += i - run;
            if (bytes[i] == '"') { break; }
            if (!escape(i, used)) { return false; }
            run = i;
            i = quote_or_backslash(i);
        }
        uint32_t size = uint32_t(used - start);
        std::memcpy(parser.strings.data + start - 4, &size, 4);
        strings_length = used;
        *node++ = csj_node{at, i + 1 - at, uint32_t(start), CSJ_ESCAPED_STRING};
        checked = i + 1;
        return true;
    }

    /// Writes the escape at `i` and moves past it; there is room for four bytes.
    bool escape(uint32_t &i, size_t &used) {
        uint32_t at = i;
        uint8_t letter = at + 1 < length ? bytes[at + 1] : 0;
        uint8_t plain;
        switch (letter) {
        case '"': case '\\': case '/': plain = letter; break;
        case 'b': plain = '\b'; break;
        case 'f': plain = '\f'; break;
        case 'n': plain = '\n'; break;
        case 'r': plain = '\r'; break;
        case 't': plain = '\t'; break;
        case 'u': return unicode_escape(i, used);
        default: return fail(CSJ_SYNTAX, "an unknown escape in a string", at);
        }
        parser.strings.data[used++] = plain;
        i = at + 2;
        return true;
    }

    /// The four hexadecimal digits at `i`; negative where they are not four digits.
    int32_t hex4(uint32_t i) const {
        if (length - i < 4) { return -1; }
        int32_t value = 0;
        for (uint32_t j = i; j < i + 4; j++) {
            uint8_t byte = bytes[j], letter = byte | 0x20;
            if (is_digit(byte)) { value = value * 16 + (byte - '0'); }
            else if (letter >= 'a' && letter <= 'f') { value = value * 16 + (letter - 'a' + 10); }
            else { return -1; }
        }
        return value;
    }

    bool unicode_escape(uint32_t &i, size_t &used) {
        uint32_t at = i;
        int32_t unit = hex4(at + 2);
        if (unit < 0) { return fail(CSJ_SYNTAX, "\\u takes four hexadecimal digits", at); }
        uint32_t scalar = uint32_t(unit);
        i = at + 6;
        if (scalar >= 0xD800 && scalar < 0xE000) {
            bool is_followed = scalar < 0xDC00 && length - i >= 6 && bytes[i] == '\\' && bytes[i + 1] == 'u';
            int32_t low = is_followed ? hex4(i + 2) : -1;
            if (low < 0xDC00 || low > 0xDFFF) { return fail(CSJ_ENCODING, "a lone surrogate is not a character", at); }
            scalar = 0x10000 + ((scalar - 0xD800) << 10) + (uint32_t(low) - 0xDC00);
            i += 6;
        }
        uint8_t *out = parser.strings.data + used;
        if (scalar < 0x80) {
            out[0] = uint8_t(scalar);
            used += 1;
        } else if (scalar < 0x800) {
            out[0] = uint8_t(0xC0 | scalar >> 6);
            out[1] = uint8_t(0x80 | (scalar & 63));
            used += 2;
        } else if (scalar < 0x10000) {
            out[0] = uint8_t(0xE0 | scalar >> 12);
            out[1] = uint8_t(0x80 | (scalar >> 6 & 63));
            out[2] = uint8_t(0x80 | (scalar & 63));
            used += 3;
        } else {
            out[0] = uint8_t(0xF0 | scalar >> 18);
            out[1] = uint8_t(0x80 | (scalar >> 12 & 63));
            out[2] = uint8_t(0x80 | (scalar >> 6 & 63));
            out[3] = uint8_t(0x80 | (scalar & 63));
            used += 4;
        }
        return true;
    }

    bool begin(uint32_t kind, uint32_t at) {
        if (depth >= max_depth) { return fail(CSJ_TOO_DEEP, "nested too deeply", at); }
        parser.open[depth++] = uint32_t(node - parser.nodes.data);
        *node++ = csj_node{at, 0, 0, kind};
        return true;
    }

    void end(uint32_t at) {
        csj_node &opened = parser.nodes.data[parser.open[--depth]];
        opened.length = at + 1 - opened.offset;
        opened.extra = uint32_t(node - parser.nodes.data);
    }

    /// Reads the value at `at`; a container is only opened.
    bool value(uint32_t at) {
        uint8_t byte = at < length ? bytes[at] : 0;
        switch (byte) {
        case '"': return string(at);
        case '{': return begin(CSJ_OBJECT, at);
        case '[': return begin(CSJ_ARRAY, at);
        case 't': return literal(CSJ_TRUE, at, "true", 4);
        case 'f': return literal(CSJ_FALSE, at, "false", 5);
        case 'n': return literal(CSJ_NULL, at, "null", 4);
        default:
            if (begins_number(byte)) { return number(at); }
            return fail(CSJ_SYNTAX, unexpected(at), at);
        }
    }

    bool key_and_colon(uint32_t at) {
        if (at >= length) { return fail(CSJ_SYNTAX, unexpected(at), at); }
        if (bytes[at] != '"') {
            return fail(CSJ_SYNTAX, "expected a key in double quotes", at);
        }
        uint32_t colon;
        if (!string(at) || !advance(colon)) { return false; }
        if (colon >= length || bytes[colon] != ':') { return fail(CSJ_SYNTAX, "expected a colon after a key", colon); }
        return true;
    }

    /// Walks the whole text.
    bool walk() {
        uint32_t at;
        if (!advance(at) || !value(at)) { return false; }
        if (depth > 0 && !first_child()) { return false; }
        while (depth > 0) {
            csj_node &parent = parser.nodes.data[parser.open[depth - 1]];
            bool in_object = (parent.kind_count & 7) == CSJ_OBJECT;
            if (!advance(at)) { return false; }
            uint8_t byte = at < length ? bytes[at] : 0;
            if (byte == (in_object ? '}' : ']')) {
                end(at);
                continue;
            }
            if (byte != ',') {
                return fail(CSJ_SYNTAX, at >= length ? unexpected(at) : "expected a comma or a closing bracket", at);
            }
            if (!advance(at)) { return false; }
            parent.kind_count += 8;
            if (in_object && (!key_and_colon(at) || !advance(at))) { return false; }
            uint32_t before = depth;
            if (!value(at)) { return false; }
            if (depth > before && !first_child()) { return false; }
        }
        return nothing_after();
    }

    /// After an opening bracket: goes down to the first scalar, or closes what is empty.
    bool first_child() {
        while (true) {
            csj_node &parent = node[-1];
            bool in_object = (parent.kind_count & 7) == CSJ_OBJECT;
            uint32_t at;
            if (!advance(at)) { return false; }
            if (at < length && bytes[at] == (in_object ? '}' : ']')) {
                end(at);
                return true;
            }
            if (!in_object && at < length && begins_number(bytes[at])) {
                bool closed = false;
                if (!packed_array(at, closed)) { return false; }
                if (closed) { return true; }
            }
            parent.kind_count += 8;
            if (in_object && (!key_and_colon(at) || !advance(at))) { return false; }
            uint32_t before = depth;
            if (!value(at)) { return false; }
            if (depth == before) { return true; }
        }
    }

    bool nothing_after() {
        uint32_t value_end = checked;
        uint32_t at;
        if (advance(at)) {
            if (at >= length) { return true; }
            return fail(CSJ_TRAILING, "something follows the value", at);
        }
        // A word or number that runs on is a malformed value, not a second one.
        uint8_t last = bytes[value_end - 1];
        bool runs_on = error_offset == value_end && last != '}' && last != ']' && last != '"';
        if (!runs_on) { fail(CSJ_TRAILING, "something follows the value", error_offset); }
        return false;
    }
};

} // namespace csj

#endif
