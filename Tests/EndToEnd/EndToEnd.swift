import Testing

/// The built command, driven from outside. One test at a time: each starts processes that want the whole machine, and some
/// measure it.
@Suite(.serialized) enum EndToEnd {}

extension Tag {
    /// Takes longer than some ten seconds.
    @Tag static var slow: Self
}

extension Trait where Self == ConditionTrait {
    /// Slow tests run unless `WINNOW_SLOW` is 0; then they show as skipped.
    static var unlessQuick: Self { .enabled(if: Places.runsSlowTests, "WINNOW_SLOW is 0") }
}
