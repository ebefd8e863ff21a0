//! Photoshop's blocks in a JPEG, of which IPTC is one: those that hold words are kept.

/// What such a segment begins with.
pub(super) const SIGNATURE: &[u8] = b"Photoshop 3.0\0";

/// IPTC, whether there is a copyright, its address, and IPTC's checksum. Not among them: two kinds of little pictures,
/// and a second Exif block.
const KEPT: [u16; 4] = [0x0404, 0x040A, 0x040B, 0x0425];

/// The blocks that are kept, without the signature before them; `None` where there is none of them.
pub(super) fn kept_blocks(mut blocks: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::new();
    while let Some((id, length)) = next_block(blocks) {
        if KEPT.contains(&id) {
            kept.extend_from_slice(&blocks[..length]);
        }
        blocks = &blocks[length..];
    }
    Some(kept).filter(|kept| !kept.is_empty())
}

/// The number of the first block, and its length in bytes with its padding; `None` at the end and where it is damaged.
fn next_block(blocks: &[u8]) -> Option<(u16, usize)> {
    let rest = blocks.strip_prefix(b"8BIM")?;
    let id = u16::from_be_bytes(*rest.first_chunk()?);
    // A name with its length before it; both together are padded to an even length.
    let name_length = (1 + usize::from(*rest.get(2)?)).next_multiple_of(2);
    let size_at = 2 + name_length;
    let size = u32::from_be_bytes(*rest.get(size_at..)?.first_chunk()?);
    let length = 4 + size_at + 4 + usize::try_from(size).ok()?.checked_next_multiple_of(2)?;
    (length <= blocks.len()).then_some((id, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(id: u16, name: &str, data: &[u8]) -> Vec<u8> {
        let mut bytes = b"8BIM".to_vec();
        bytes.extend(id.to_be_bytes());
        bytes.push(u8::try_from(name.len()).unwrap());
        bytes.extend(name.bytes());
        if name.len().is_multiple_of(2) {
            bytes.push(0);
        }
        bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        bytes.extend(data);
        if !data.len().is_multiple_of(2) {
            bytes.push(0);
        }
        bytes
    }

    #[test]
    fn words_are_kept_and_little_pictures_left_out() {
        let words = block(0x0404, "", b"\x1C\x02\x74\0\x05Owner");
        let named = block(0x040B, "url", b"https://shop.example");
        let all = [
            block(0x040C, "", &[7; 301]),
            words.clone(),
            block(0x0422, "", b"II*\0"),
            named.clone(),
        ];
        assert_eq!(
            kept_blocks(&all.concat()).unwrap(),
            [words, named].concat(),
            "with their padding, in their order"
        );
        assert_eq!(kept_blocks(&all[0]), None, "nothing to keep is nothing");
    }

    #[test]
    fn every_cut_is_safe_and_keeps_only_whole_blocks() {
        let words = block(0x0404, "", b"words");
        let all = [words.clone(), block(0x0404, "x", b"more")].concat();
        for length in 0..all.len() {
            let kept = kept_blocks(&all[..length]);
            let wanted = (length >= words.len()).then(|| words.clone());
            assert_eq!(kept, wanted, "{length} bytes");
        }
    }
}
