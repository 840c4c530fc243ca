import Verifiers

/// The names that a `verify` list may use.
let verifierNames = VerifierCatalog.names
