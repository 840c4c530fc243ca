/// Room for tables that never change, at addresses that hold as long as it does.
///
/// The evaluator reads tables through plain pointers: arrays would count references at each look. `@unchecked Sendable`:
/// it is filled by one compiler, and nothing is written afterwards.
final class TableMemory: @unchecked Sendable {
    private var blocks: [UnsafeMutableRawPointer] = []

    /// A copy of an array's elements, at an address that is never null.
    func keep<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element> {
        let block = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
        elements.withUnsafeBufferPointer { elements in
            if let base = elements.baseAddress { block.initialize(from: base, count: elements.count) }
        }
        blocks.append(UnsafeMutableRawPointer(block))
        return UnsafePointer(block)
    }

    deinit { for block in blocks { block.deallocate() } }
}
