package import Environments

/// One law that every environment keeps, whatever kind of file it comes from.
///
/// A suite runs them all: `@Test(arguments: EnvironmentCase.all) func law(_ law: EnvironmentCase) async throws`.
package struct EnvironmentCase: Sendable, CustomStringConvertible {
    /// The law, as a sentence.
    package let description: String
    /// Holds an environment to it; `load` loads the same file again.
    package let check: @Sendable (_ load: EnvironmentBench) async throws -> Void

    init(_ description: String, _ check: @escaping @Sendable (EnvironmentBench) async throws -> Void) {
        self.description = description
        self.check = check
    }

    /// All of them.
    package static let all: [EnvironmentCase] = identity + tasks + prompts + verdicts
}

/// What a law is checked on.
package struct EnvironmentBench: Sendable {
    /// Loads the environment anew from its file.
    package let load: @Sendable () async throws -> any VerifierEnvironment
    /// How many tasks a law looks at.
    package let taskCount: Int

    /// A bench.
    package init(taskCount: Int = 24, load: @escaping @Sendable () async throws -> any VerifierEnvironment) {
        self.taskCount = taskCount
        self.load = load
    }
}
