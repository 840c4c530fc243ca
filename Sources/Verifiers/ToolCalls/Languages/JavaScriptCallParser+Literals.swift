/// Arrays, objects and regular expressions.
extension JavaScriptCallParser {
    mutating func array() throws(CodeScanner.Fault) {
        try scanner.expect("[")
        while scanner.peek() != UInt8(ascii: "]") {
            if try scanner.take(",") { continue }
            _ = try scanner.take("...")
            _ = try assignment()
            guard scanner.peek() == UInt8(ascii: ",") || scanner.peek() == UInt8(ascii: "]") else {
                throw scanner.fault("expected `]`")
            }
        }
        scanner.index += 1
    }

    mutating func object() throws(CodeScanner.Fault) {
        try scanner.expect("{")
        while scanner.peek() != UInt8(ascii: "}") {
            if try scanner.take(",") { continue }
            if try scanner.take("...") {
                _ = try assignment()
            } else {
                try property()
            }
            guard scanner.peek() == UInt8(ascii: ",") || scanner.peek() == UInt8(ascii: "}") else {
                throw scanner.fault("expected `}`")
            }
        }
        scanner.index += 1
    }

    private mutating func property() throws(CodeScanner.Fault) {
        _ = try scanner.take("*")
        var names = 0
        while true {
            if let name = scanner.name() {
                names += 1
                try scanner.skipSpace()
                if ["get", "set", "async", "static"].contains(scanner.text(name)), scanner.peek() != UInt8(ascii: ":"),
                    CodeScanner.isName(scanner.peek()), names == 1
                {
                    continue
                }
            } else if scanner.peek() == UInt8(ascii: "[") {
                try scanner.balanced()
                names = 2
            } else if scanner.peek() == UInt8(ascii: "\"") || scanner.peek() == UInt8(ascii: "'") {
                try scanner.quoted()
                names = 2
            } else if scanner.peek().isDigit {
                try scanner.number(in: .javascript)
                names = 2
            } else {
                throw scanner.fault("expected a key")
            }
            break
        }
        try scanner.skipSpace()
        if try scanner.take(":") {
            _ = try assignment()
        } else if scanner.peek() == UInt8(ascii: "(") {
            try scanner.balanced()
            try scanner.skipSpace()
            guard scanner.peek() == UInt8(ascii: "{") else { throw scanner.fault("expected `{`") }
            try scanner.balanced()
            try scanner.skipSpace()
        } else if scanner.peek() == UInt8(ascii: "="), scanner.peek(1) != UInt8(ascii: "=") {
            try scanner.expect("=")
            _ = try assignment()
        } else if names > 1 {
            throw scanner.fault("expected `:`")
        }
    }

    mutating func regularExpression() throws(CodeScanner.Fault) {
        scanner.index += 1
        var isClass = false
        while !scanner.isAtEnd {
            let byte = scanner.peek()
            if byte == UInt8(ascii: "\\") { scanner.index += 1 }
            if byte == UInt8(ascii: "[") { isClass = true }
            if byte == UInt8(ascii: "]") { isClass = false }
            guard byte != 0x0A else { break }
            scanner.index += 1
            if byte == UInt8(ascii: "/"), !isClass {
                // Flags are small letters; a path that was not quoted goes on.
                while scanner.peek() >= UInt8(ascii: "a"), scanner.peek() <= UInt8(ascii: "z") { scanner.index += 1 }
                guard !CodeScanner.isName(scanner.peek()) else { break }
                return
            }
        }
        throw scanner.fault("a regular expression is not closed")
    }
}
