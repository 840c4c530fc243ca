internal import CPCRE2
internal import Synchronization

/// A regular expression in PCRE2's syntax over UTF-8, whose matching is paid for from a budget.
///
/// Immutable and safe for use from many threads at once. `.`, `^` and `$` know `\n` alone as the end of a line; `\C` and
/// patterns over 64 KiB are refused.
package struct RegularExpression: Sendable {
    /// How a pattern is read and matched.
    package struct Options: OptionSet, Sendable, Hashable {
        package let rawValue: Int

        /// Options by their bits.
        package init(rawValue: Int) { self.rawValue = rawValue }

        /// Letters match in either case.
        package static let caseInsensitive = Options(rawValue: 1)
        /// `^` and `$` also match at the lines' ends.
        package static let multiLine = Options(rawValue: 2)
        /// `.` matches `\n` too.
        package static let dotMatchesNewline = Options(rawValue: 4)
        /// White space and `#` comments in the pattern mean nothing.
        package static let extended = Options(rawValue: 8)
        /// `\w`, `\d`, `\s` and `\b` go by Unicode's properties, not by ASCII.
        package static let unicodeClasses = Options(rawValue: 16)
        /// `$` matches at the very end only, not before a last `\n`.
        package static let dollarEndsOnly = Options(rawValue: 32)
        /// ECMAScript's rules where they differ: `[]` matches nothing, `[^]` anything, a group not set the empty text.
        package static let ecmaScript = Options(rawValue: 64)
        /// A match only counts where the search begins.
        package static let anchored = Options(rawValue: 128)

        fileprivate var bits: UInt32 {
            // Without the offset limit no search could be divided into parts that are each paid for.
            var bits = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT
            if contains(.caseInsensitive) { bits |= PCRE2_CASELESS }
            if contains(.multiLine) { bits |= PCRE2_MULTILINE }
            if contains(.dotMatchesNewline) { bits |= PCRE2_DOTALL }
            if contains(.extended) { bits |= PCRE2_EXTENDED }
            if contains(.unicodeClasses) { bits |= PCRE2_UCP }
            if contains(.dollarEndsOnly) { bits |= PCRE2_DOLLAR_ENDONLY }
            if contains(.ecmaScript) { bits |= PCRE2_ALLOW_EMPTY_CLASS | PCRE2_MATCH_UNSET_BACKREF }
            if contains(.anchored) { bits |= PCRE2_ANCHORED }
            return bits
        }
    }

    /// The longest pattern that is compiled, in bytes.
    package static let longestPattern = 64 << 10

    private let program: PatternProgram

    /// Compiles a pattern; throws what is wrong with it and where. Bounded by the pattern's length and PCRE2's 64 KiB of
    /// code, which takes some milliseconds at most: who takes patterns from data pays for that.
    package init(pattern: String, options: Options = []) throws(PatternError) {
        program = try PatternProgram(pattern, options: options.bits)
    }

    /// The first match that begins at or after a place, as bytes; nil where there is none.
    ///
    /// The text must be well-formed UTF-8 (nil where it is not) and `start` the start of a scalar in it or its end.
    /// Spends steps and bytes by the text's length and by the backtracking that the pattern takes.
    package func firstMatch(
        in utf8: borrowing Span<UInt8>, from start: Int = 0, budget: inout Budget
    ) throws(BudgetExhausted) -> Range<Int>? {
        try utf8.withUnsafeBufferPointer { text throws(BudgetExhausted) in
            try program.firstMatch(in: text, from: start, isChecked: false, budget: &budget)
        }
    }

    /// The first match in a text, which is well-formed by its type.
    package func firstMatch(
        in text: ByteText, from start: Int = 0, budget: inout Budget
    ) throws(BudgetExhausted) -> Range<Int>? {
        try text.bytes.withUnsafeBufferPointer { text throws(BudgetExhausted) in
            try program.firstMatch(in: text, from: start, isChecked: true, budget: &budget)
        }
    }

    /// Whether a text holds a match; it must be known to be well-formed.
    func matches(
        trusted utf8: UnsafeBufferPointer<UInt8>, budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        try program.firstMatch(in: utf8, from: 0, isChecked: true, budget: &budget) != nil
    }

    /// Whether a text holds a match.
    package func matches(_ text: borrowing String, budget: inout Budget) throws(BudgetExhausted) -> Bool {
        var text = copy text
        // `withUTF8` does not pass typed errors on.
        let result = text.withUTF8 { utf8 in
            Result { () throws(BudgetExhausted) in
                try program.firstMatch(in: utf8, from: 0, isChecked: true, budget: &budget) != nil
            }
        }
        return try result.get()
    }
}

/// What is wrong with a pattern.
package struct PatternError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in words.
    package let message: String
    /// Where, in bytes of the pattern; nil where all of it is meant.
    package let offset: Int?

    /// An error at a place.
    package init(_ message: String, offset: Int? = nil) {
        self.message = message
        self.offset = offset
    }

    /// The message with its place.
    package var description: String { offset.map { "\(message) (at byte \($0) of the pattern)" } ?? message }
}

/// A compiled pattern and the match buffers that are not at work.
///
/// `@unchecked Sendable`: PCRE2 never changes compiled code after `init`, and hands no buffer to two callers.
private final class PatternProgram: @unchecked Sendable {
    /// More idle buffers than this are freed: they only pile up after a burst.
    private static let mostIdle = 4

    private let code: OpaquePointer
    private let isCompiledToMachineCode: Bool
    /// Whether a match can begin at one place only.
    private let isAnchored: Bool
    /// Whether an attempt at one place may run through all of the text.
    private let isUnbounded: Bool
    /// One idle buffer, taken and put back without a lock: enough for all but matches at once.
    private let next = Atomic<UnsafeMutableRawPointer?>(nil)
    private let idle = Mutex<[MatchBuffer]>([])

    init(_ pattern: String, options: UInt32) throws(PatternError) {
        guard pattern.utf8.count <= RegularExpression.longestPattern else {
            throw PatternError("the pattern is longer than the \(RegularExpression.longestPattern) bytes compiled")
        }
        guard let context = pcre2_compile_context_create_8(nil) else { throw PatternError("out of memory") }
        defer { pcre2_compile_context_free_8(context) }
        guard pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF)) == 0,
            pcre2_set_bsr_8(context, UInt32(PCRE2_BSR_UNICODE)) == 0,
            pcre2_set_parens_nest_limit_8(context, 200) == 0
        else { throw PatternError("the library refused its settings") }
        var error: Int32 = 0
        var offset = 0
        var pattern = pattern
        let compiled = pattern.withUTF8 { utf8 -> OpaquePointer? in
            // A pattern's address must not be null, not even an empty one's.
            withUnsafePointer(to: UInt8(0)) { empty in
                pcre2_compile_8(utf8.baseAddress ?? empty, utf8.count, options, &error, &offset, context)
            }
        }
        guard let compiled else { throw PatternError(Self.message(error), offset: offset) }
        code = compiled
        // Where memory may not be made executable, or a pattern has what machine code cannot do, it is interpreted.
        isCompiledToMachineCode = pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE)) == 0
        var effective: UInt32 = 0
        let isKnown = pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_ALLOPTIONS), &effective) == 0
        isAnchored = isKnown && effective & PCRE2_ANCHORED != 0
        isUnbounded = pattern.utf8.contains { $0 == 0x2A || $0 == 0x2B || $0 == 0x7B || $0 == 0x28 }
    }

    deinit {
        if let next = next.load(ordering: .acquiring) { Unmanaged<MatchBuffer>.fromOpaque(next).release() }
        pcre2_code_free_8(code)
    }

    private static func message(_ error: Int32) -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
            let length = pcre2_get_error_message_8(error, buffer.baseAddress, buffer.count)
            return length > 0 ? String(decoding: buffer.prefix(Int(length)), as: UTF8.self) : "error \(error)"
        }
    }

    // PCRE2 counts matching steps anew for each place where a match may begin, and a step may scan the whole text. So
    // the places are tried in runs, each with few steps per place and paid for as such; the run that needs more is cut
    // down to one place, and that place gets more and more steps, each paid for in full, as far as the budget goes.

    /// Steps per place that the price of a run covers.
    private static let quickSteps = 64
    /// Places in a run.
    private static let longestRun = 4_096

    func firstMatch(
        in text: UnsafeBufferPointer<UInt8>, from start: Int, isChecked: Bool, budget: inout Budget
    ) throws(BudgetExhausted) -> Range<Int>? {
        guard start >= 0, start <= text.count else { return nil }
        if start < text.count, text[start] & 0xC0 == 0x80 { return nil }
        if !isChecked {
            try budget.spend(bytes: text.count)
            guard String(validating: text, as: UTF8.self) != nil else { return nil }
        }
        guard let buffer = taken() else { throw BudgetExhausted.bytes }
        defer { give(back: buffer) }
        return try search(text, from: start, with: buffer, budget: &budget)
    }

    private func taken() -> MatchBuffer? {
        if let next = next.exchange(nil, ordering: .acquiring) {
            return Unmanaged<MatchBuffer>.fromOpaque(next).takeRetainedValue()
        }
        return idle.withLock({ $0.popLast() }) ?? MatchBuffer(for: code)
    }

    private func give(back buffer: MatchBuffer) {
        let kept = Unmanaged.passRetained(buffer)
        if next.compareExchange(expected: nil, desired: kept.toOpaque(), ordering: .releasing).exchanged { return }
        kept.release()
        idle.withLock { if $0.count < Self.mostIdle { $0.append(buffer) } }
    }

    private func search(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, with buffer: MatchBuffer, budget: inout Budget
    ) throws(BudgetExhausted) -> Range<Int>? {
        var place = start
        var run = isAnchored ? 1 : Self.longestRun
        var steps = Self.quickSteps
        while true {
            let left = text.count - place
            let last = isAnchored ? place : min(place + run - 1, text.count)
            let places = last - place + 1
            if steps == Self.quickSteps {
                try budget.spend(steps: 1 + places / 2)
                try budget.spend(bytes: isUnbounded ? left + Self.product(places, left) / 128 : left / 8 + 4 * places)
            } else {
                // As many steps as the budget has left are worth trying.
                let affordable = min(budget.steps / 2, 128 * (budget.bytes / (left + 1))) * 4
                guard affordable > Self.quickSteps else { throw budget.steps < 1_024 ? .steps : .bytes }
                steps = min(steps, affordable)
                try budget.spend(steps: steps / 8)
                try budget.spend(bytes: Self.product(steps, left) / 1_024)
            }
            let answer = buffer.match(
                code, text, from: place, to: last, steps: steps, isMachineCode: isCompiledToMachineCode)
            switch answer {
            case .match(let range): return range
            case .none where last >= text.count || isAnchored: return nil
            case .none:
                place = Self.scalar(after: last, in: text)
                run = min(run * 2, Self.longestRun)
                steps = Self.quickSteps
            case .tooManySteps where run > 1: run = run / 16
            case .tooManySteps: steps = Self.product(steps, 8)
            case .failed: throw BudgetExhausted.bytes
            }
            run = max(run, 1)
        }
    }

    private static func product(_ left: Int, _ right: Int) -> Int {
        let (product, isOver) = left.multipliedReportingOverflow(by: right)
        return isOver ? .max : product
    }

    private static func scalar(after place: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
        var next = place + 1
        while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}

/// What PCRE2 writes a match into, with the limits of one attempt.
///
/// `@unchecked Sendable`: the pool hands a buffer to one caller at a time, and nothing else holds one.
private final class MatchBuffer: @unchecked Sendable {
    /// What came of an attempt.
    enum Answer {
        case match(Range<Int>)
        case none
        case tooManySteps
        /// The pattern needs more memory than it gets.
        case failed
    }

    private let match: OpaquePointer
    private let context: OpaquePointer
    private let stack: OpaquePointer

    init?(for code: OpaquePointer) {
        guard let match = pcre2_match_data_create_8(1, nil) else { return nil }
        guard let context = pcre2_match_context_create_8(nil),
            let stack = pcre2_jit_stack_create_8(4 << 10, 1 << 20, nil)
        else {
            pcre2_match_data_free_8(match)
            return nil
        }
        self.match = match
        self.context = context
        self.stack = stack
        pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
        // Interpreted, a level of backtracking takes some 100 bytes of heap, counted in KiB here.
        _ = pcre2_set_heap_limit_8(context, 20 << 10)
    }

    deinit {
        pcre2_jit_stack_free_8(stack)
        pcre2_match_context_free_8(context)
        pcre2_match_data_free_8(match)
    }

    /// The first match that begins within `start...last`, within so many steps for each place.
    func match(
        _ code: OpaquePointer, _ text: UnsafeBufferPointer<UInt8>, from start: Int, to last: Int, steps: Int,
        isMachineCode: Bool
    ) -> Answer {
        let limit = UInt32(clamping: steps)
        guard pcre2_set_match_limit_8(context, limit) == 0, pcre2_set_depth_limit_8(context, limit) == 0,
            pcre2_set_offset_limit_8(context, last) == 0
        else { return .failed }
        return withUnsafePointer(to: UInt8(0)) { empty in
            let bytes = text.baseAddress ?? empty
            var code8 =
                isMachineCode
                ? pcre2_jit_match_8(code, bytes, text.count, start, 0, match, context) : PCRE2_ERROR_JIT_STACKLIMIT
            if code8 == PCRE2_ERROR_JIT_STACKLIMIT {
                code8 = pcre2_match_8(
                    code, bytes, text.count, start, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, match, context)
            }
            return answer(code8, length: text.count)
        }
    }

    private func answer(_ code: Int32, length: Int) -> Answer {
        switch code {
        case PCRE2_ERROR_NOMATCH: return .none
        case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT: return .tooManySteps
        case 0...:
            guard let vector = pcre2_get_ovector_pointer_8(match) else { return .failed }
            // `\K` in a lookahead can put the start behind the end.
            guard vector[0] <= vector[1], vector[1] <= length else { return .none }
            return .match(vector[0]..<vector[1])
        default: return .failed
        }
    }
}
