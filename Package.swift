// swift-tools-version:6.2
// The house: one target, one room. Imports point down this list only; `scripts/check` holds the arrows.

import PackageDescription

/// Every target is compiled alike: strict concurrency, explicit imports, and no warning that stays.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let sqlite: [Target.Dependency] = [
    .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
]
let http: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
]

let package = Package(
    name: "winnow",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "winnow", targets: ["winnow"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // C libraries: a header and a module map each; the C++ one gets a thin extern "C" face.
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
        .systemLibrary(name: "CJSONC", pkgConfig: "json-c", providers: [.apt(["libjson-c-dev"])]),
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        // Many small values cross many threads: with it a rollout costs an eighth less processor time than with libc.
        .target(name: "CJemalloc", linkerSettings: [.linkedLibrary("jemalloc", .when(platforms: [.linux]))]),
        // Tables about languages, compiled in; their licences stand in its header.
        .target(name: "CLanguageData", exclude: ["data"]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        // Values, and what judges them.
        .target(name: "JSON", dependencies: ["CSimdjson", "CJSONC"]),
        .target(name: "Rollouts", dependencies: ["JSON"]),
        .target(
            name: "Verifiers", dependencies: ["CPCRE2", "CLanguageData", "Rollouts", "JSON"],
            exclude: [
                "README.md",
                "Answer/README.md",
                "Math/README.md",
                "Instructions/Plain/README.md",
            ]),
        // Times the families; the command runs it.
        .target(name: "VerifierBench", dependencies: ["Verifiers", "Rollouts", "JSON"]),
        .target(name: "YAML", dependencies: ["JSON", .product(name: "Yams", package: "Yams")]),

        // The outside world, a room each.
        .target(name: "HTTPClient", dependencies: ["CCurl"]),
        .target(
            name: "Environments",
            dependencies: [
                "Verifiers", "Rollouts", "JSON", "YAML", crypto, .product(name: "Mustache", package: "swift-mustache"),
            ],
            exclude: ["Generators/Instructions/README.md", "Generators/Puzzles/README.md"]),
        .target(name: "Inference", dependencies: ["HTTPClient", "Rollouts", "JSON", logging]),
        .target(name: "TrajectoryQueue", dependencies: ["Rollouts", "JSON"], exclude: ["README.md"]),
        .target(
            name: "SQLiteQueue",
            dependencies: [
                "TrajectoryQueue", "Rollouts", "JSON", logging,
                .product(name: "DequeModule", package: "swift-collections"),
            ] + sqlite),

        // The loop, and what serves it.
        .target(
            name: "Sampling",
            dependencies: [
                "Inference", "TrajectoryQueue", "Environments", "Verifiers", "Rollouts", "JSON", logging, lifecycle,
                .product(name: "DequeModule", package: "swift-collections"),
            ]),
        .target(name: "Export", dependencies: ["TrajectoryQueue", "Rollouts", "JSON"]),
        .target(
            name: "StandIn",
            dependencies: [
                "Environments", "Verifiers", "Rollouts", "JSON", logging, lifecycle,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .target(
            name: "WebService",
            dependencies: [
                "Sampling", "TrajectoryQueue", "Environments", "Rollouts", "JSON", logging, lifecycle, crypto,
            ] + http,
            exclude: ["README.md"],
            resources: [
                .embedInCode("Dashboard/dashboard.html"), .embedInCode("Dashboard/dashboard.css"),
                .embedInCode("Dashboard/dashboard.js"), .embedInCode("Description/openapi.json"),
            ]),
        .executableTarget(
            name: "winnow",
            dependencies: [
                "WebService", "StandIn", "Export", "Sampling", "SQLiteQueue", "TrajectoryQueue", "Inference",
                "Environments", "HTTPClient", "YAML", "VerifierBench", "Verifiers", "Rollouts", "JSON", "CJemalloc",
                logging, lifecycle, crypto,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Contracts: one suite for every store, one for every kind of environment file.
        .target(
            name: "QueueContract", dependencies: ["TrajectoryQueue", "Rollouts", "JSON"], path: "Tests/QueueContract"),
        .target(
            name: "EnvironmentContract", dependencies: ["Environments", "Verifiers", "Rollouts", "JSON"],
            path: "Tests/EnvironmentContract"),

        // Tests, a folder for each target.
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .testTarget(name: "RolloutsTests", dependencies: ["Rollouts", "JSON"]),
        .testTarget(
            name: "VerifiersTests", dependencies: ["Verifiers", "Rollouts", "JSON"],
            exclude: [
                "ToolCalls/reference-cases.jsonl",
                "JSONSchema/cases.jsonl",
                "Math/cases.jsonl",
                "Math/mutants.jsonl",
                "Instructions/reference-cases.jsonl",
            ]),
        .testTarget(name: "YAMLTests", dependencies: ["YAML", "JSON"]),
        .testTarget(name: "HTTPClientTests", dependencies: ["HTTPClient"]),
        .testTarget(
            name: "EnvironmentsTests",
            dependencies: ["Environments", "EnvironmentContract", "Verifiers", "Rollouts", "JSON", "YAML"]),
        .testTarget(name: "InferenceTests", dependencies: ["Inference", "HTTPClient", "Rollouts", "JSON", logging]),
        .testTarget(
            name: "TrajectoryQueueTests", dependencies: ["TrajectoryQueue", "QueueContract", "Rollouts", "JSON"]),
        .testTarget(
            name: "SQLiteQueueTests",
            dependencies: ["SQLiteQueue", "TrajectoryQueue", "QueueContract", "Rollouts", "JSON"] + sqlite,
            exclude: ["Fixtures"]),
        .testTarget(
            name: "SamplingTests",
            dependencies: [
                "Sampling", "Inference", "TrajectoryQueue", "Environments", "Verifiers", "Rollouts", "JSON", logging,
            ]),
        .testTarget(
            name: "StandInTests",
            dependencies: ["StandIn", "Environments", "Verifiers", "Rollouts", "JSON", logging, lifecycle]),
        .testTarget(
            name: "WebServiceTests",
            dependencies: [
                "WebService", "Sampling", "TrajectoryQueue", "Environments", "Rollouts", "JSON", logging, lifecycle,
                crypto, .product(name: "NIOEmbedded", package: "swift-nio"),
            ] + http),
        .testTarget(
            name: "winnowTests",
            dependencies: ["winnow", "Environments", "Inference", "WebService", "YAML", logging]),
        .testTarget(name: "EndToEnd", exclude: ["Python"]),
    ]
)

for target in package.targets where target.type != .system && !target.name.hasPrefix("C") {
    target.swiftSettings = house
}
