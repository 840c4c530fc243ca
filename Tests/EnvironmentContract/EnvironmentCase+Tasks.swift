internal import Environments
internal import JSON
internal import Rollouts
internal import Testing

extension EnvironmentCase {
    /// Names and versions.
    static let identity: [EnvironmentCase] = [
        EnvironmentCase("the name has 1 to 64 of a-z, 0-9 and _") { bench in
            let name = try await bench.load().name
            #expect(name.wholeMatch(of: /[a-z0-9_]{1,64}/) != nil, "\(name)")
        },
        EnvironmentCase("the version is 32 hexadecimal digits, the same for the same file") { bench in
            let version = try await bench.load().version
            #expect(version.wholeMatch(of: /[0-9a-f]{32}/) != nil, "\(version)")
            #expect(try await bench.load().version == version)
        },
    ]

    /// Tasks and cursors.
    static let tasks: [EnvironmentCase] = [
        EnvironmentCase("there is a first task, and a cursor gives the same one each time") { bench in
            let source = try await bench.load().tasks
            let first = try #require(try source.next(after: TaskCursor()))
            #expect(try source.next(after: TaskCursor()) == first)
        },
        EnvironmentCase("a cursor that was written and read goes on where it was, in an environment loaded anew") {
            bench in
            let steps = try await bench.steps()
            let source = try await bench.load().tasks
            for (step, next) in zip(steps, steps.dropFirst()) {
                let cursor = try #require(TaskCursor(json: try JSONReader().read(step.cursor.json.text)))
                #expect(try source.next(after: cursor)?.task == next.task)
            }
        },
        EnvironmentCase("every step moves the cursor on") { bench in
            var last = TaskCursor()
            for step in try await bench.steps() {
                #expect((step.cursor.epoch, step.cursor.position) > (last.epoch, last.position))
                last = step.cursor
            }
        },
        EnvironmentCase("the ids of an epoch's tasks differ and are not empty") { bench in
            let ids = try await bench.steps().filter { $0.cursor.epoch == 0 }.map(\.task.id)
            #expect(!ids.contains("") && Set(ids).count == ids.count, "\(ids)")
        },
        EnvironmentCase("a cursor far beyond the end is no crash") { bench in
            let source = try await bench.load().tasks
            _ = try source.next(after: TaskCursor(epoch: 0, position: .max / 2))
            _ = try source.next(after: TaskCursor(epoch: .max / 2, position: 0))
        },
    ]
}

extension EnvironmentBench {
    /// The first steps.
    func steps() async throws -> [TaskStep] {
        let source = try await load().tasks
        var steps: [TaskStep] = []
        var cursor = TaskCursor()
        while steps.count < taskCount, let step = try source.next(after: cursor) {
            steps.append(step)
            cursor = step.cursor
        }
        return steps
    }
}
