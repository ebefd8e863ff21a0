//! Whether the texts of an ICC profile are such as there can be. They come in many languages, each with a place in the
//! profile; thousands of them may name the same place, and who reads the profile makes a copy for each.

/// Where the list of a profile's parts begins: how many there are, then twelve bytes each.
const PARTS_AT: usize = 128;

/// The kind of a part that holds a text in many languages: how many, then twelve bytes each.
const TEXTS: &[u8] = b"mluc";

/// All texts together may be so many times as long as the profile: parts may share one.
const MOST_TIMES_PROFILE: usize = 4;

/// Texts of less than that are not worth a refusal.
const LEAST_HONEST_BYTES: usize = 1 << 20;

/// Whether a profile's texts take no more than they may. What is damaged otherwise is told by who reads it.
pub(super) fn are_honest(icc: &[u8]) -> bool {
    let long = |at: usize| {
        let four = icc.get(at..)?.first_chunk()?;
        usize::try_from(u32::from_be_bytes(*four)).ok()
    };
    let most = icc.len().saturating_mul(MOST_TIMES_PROFILE);
    let most = most.max(LEAST_HONEST_BYTES);
    let mut all = 0_usize;
    let parts = long(PARTS_AT).unwrap_or(0).min(icc.len() / 12);
    for part in 0..parts {
        let Some(begin) = long(PARTS_AT + 8 + 12 * part) else {
            break;
        };
        if icc.get(begin..).is_none_or(|data| !data.starts_with(TEXTS)) {
            continue;
        }
        let texts = long(begin + 8).unwrap_or(0).min(icc.len() / 12);
        for text in 0..texts {
            let Some(length) = long(begin + 20 + 12 * text) else {
                break;
            };
            // Each costs its entry too.
            all = all.saturating_add(length).saturating_add(12);
            if all > most {
                return false;
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A profile of parts that all are the same texts, which all are the same letters.
    fn profile(parts: u32, texts: u32, letters: u32) -> Vec<u8> {
        let mut bytes = vec![0; PARTS_AT];
        bytes.extend(parts.to_be_bytes());
        let begin = 132 + 12 * parts;
        for _ in 0..parts {
            bytes.extend(b"desc");
            bytes.extend(begin.to_be_bytes());
            bytes.extend((16 + 12 * texts + letters).to_be_bytes());
        }
        bytes.extend(TEXTS);
        bytes.extend([0; 4]);
        bytes.extend(texts.to_be_bytes());
        bytes.extend(12_u32.to_be_bytes());
        for _ in 0..texts {
            bytes.extend(b"enUS");
            bytes.extend(letters.to_be_bytes());
            bytes.extend((16 + 12 * texts).to_be_bytes());
        }
        bytes.resize(bytes.len() + letters as usize, 0);
        bytes
    }

    #[test]
    fn texts_that_share_their_place_are_told_from_languages() {
        assert!(are_honest(&profile(2, 1, 60)), "as most profiles have it");
        assert!(are_honest(&profile(3, 2, 400)), "a shared text");
        assert!(!are_honest(&profile(1, 3_000, 30_000)), "a copy for each");
        assert!(!are_honest(&profile(3_000, 3_000, 10)), "and for each part");
    }

    #[test]
    fn every_cut_is_safe() {
        let whole = profile(2, 2, 40);
        for length in 0..whole.len() {
            are_honest(&whole[..length]);
        }
    }
}
