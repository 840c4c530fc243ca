internal import JSON
package import Rollouts
package import Verifiers

/// An environment out of a YAML file: tasks, templates and built-in verifiers put together.
package struct YAMLEnvironment: VerifierEnvironment {
    package let name: String
    package let version: String
    package let path: String
    package let about: String
    package let tags: [String]
    package let settings: EnvironmentSettings
    package let tasks: any TaskSource
    private let template: PromptTemplate
    private let verify: VerifyList

    /// An environment out of what its file says and the tasks that it named.
    init(name: String, version: String, path: String, document: EnvironmentDocument, tasks: any TaskSource) {
        self.name = name
        self.version = version
        self.path = path
        about = document.about
        tags = document.tags
        settings = document.settings
        self.tasks = tasks
        template = document.prompt
        verify = document.verify
    }

    package func prompt(for task: RolloutTask) throws(EnvironmentError) -> Prompt {
        do {
            return try template.prompt(for: task)
        } catch {
            throw EnvironmentError(.prompt, "task `\(task.id)`: \(error.message)", hint: error.hint, file: path)
        }
    }

    package func judge(_ task: RolloutTask, _ completion: Completion, budget: Budget) async -> Verdict {
        verdict(task, completion, budget)
    }

    package func judgeAtOnce(_ task: RolloutTask, _ completion: Completion, budget: Budget) -> Verdict? {
        verdict(task, completion, budget)
    }

    private func verdict(_ task: RolloutTask, _ completion: Completion, _ budget: Budget) -> Verdict {
        verify.judge(
            completion, task: task, passAt: settings.accept.score, reasoning: settings.reasoning.format, budget: budget)
    }
}
