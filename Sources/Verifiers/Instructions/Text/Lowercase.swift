extension ResponseText {
    /// The text in lower case (`str.lower`), with Unicode's full mappings and the sigma at a word's end. O(bytes).
    func lowercased() -> ResponseText {
        if isASCII {
            return ResponseText(bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 })
        }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 16)
        var index = 0
        while index < bytes.count {
            let (value, length) = scalar(at: index)
            if value < 0x80 {
                result.append(value >= 0x41 && value <= 0x5A ? UInt8(value) | 0x20 : UInt8(value))
            } else if value == 0x3A3 {
                result.append(contentsOf: endsWord(at: index) ? [0xCF, 0x82] : [0xCF, 0x83])
            } else if let scalar = Unicode.Scalar(value), scalar.properties.changesWhenLowercased {
                result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
            } else {
                result.append(contentsOf: bytes[index..<(index + length)])
            }
            index += length
        }
        return ResponseText(result)
    }

    /// Whether the letter at a place ends a word: a cased letter before it, none after it, marks aside.
    private func endsWord(at index: Int) -> Bool {
        var before = index
        var hasCasedBefore = false
        while before > 0 {
            let (value, length) = scalar(before: before)
            before -= length
            guard let properties = Unicode.Scalar(value)?.properties else { break }
            if properties.isCaseIgnorable { continue }
            hasCasedBefore = properties.isCased
            break
        }
        guard hasCasedBefore else { return false }
        var after = index + scalar(at: index).length
        while after < bytes.count {
            let (value, length) = scalar(at: after)
            after += length
            guard let properties = Unicode.Scalar(value)?.properties else { break }
            if properties.isCaseIgnorable { continue }
            return !properties.isCased
        }
        return true
    }

    /// Whether it has a cased letter and no other case than upper (`str.isupper`).
    func isUpper(_ range: Range<Int>) -> Bool {
        var isCased = false
        var isMixed = false
        forEachScalar(in: range) { value, _ in
            if CodePoint.isLower(value) || CodePoint.isTitle(value) {
                isMixed = true
                return false
            }
            if !isCased, CodePoint.isUpper(value) { isCased = true }
            return true
        }
        return isCased && !isMixed
    }

    /// Whether it has a cased letter and no other case than lower (`str.islower`).
    func isLower(_ range: Range<Int>) -> Bool {
        var isCased = false
        var isMixed = false
        forEachScalar(in: range) { value, _ in
            if CodePoint.isUpper(value) || CodePoint.isTitle(value) {
                isMixed = true
                return false
            }
            if !isCased, CodePoint.isLower(value) { isCased = true }
            return true
        }
        return isCased && !isMixed
    }

    /// Whether changing it all to upper case would leave it as it is (`text == text.upper()`).
    var isUnchangedInUpperCase: Bool {
        var isUnchanged = true
        forEachScalar(in: all) { value, _ in
            if value < 0x80 {
                isUnchanged = !(value >= 0x61 && value <= 0x7A)
            } else if let properties = Unicode.Scalar(value)?.properties {
                isUnchanged = !properties.changesWhenUppercased
            }
            return isUnchanged
        }
        return isUnchanged
    }

    /// Whether changing it all to lower case would leave it as it is (`text == text.lower()`).
    var isUnchangedInLowerCase: Bool {
        var isUnchanged = true
        forEachScalar(in: all) { value, _ in
            if value < 0x80 {
                isUnchanged = !(value >= 0x41 && value <= 0x5A)
            } else if let properties = Unicode.Scalar(value)?.properties {
                isUnchanged = !properties.changesWhenLowercased
            }
            return isUnchanged
        }
        return isUnchanged
    }
}
