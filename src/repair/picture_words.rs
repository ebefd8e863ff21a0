//! Words that names of pictures and their folders are made of, in small letters: English, German, Chinese, and what common
//! programs write.

/// For what a copy of a picture was made, or how; in this order: sizes, what was done to it, that it is the original or has
/// no background, that it is a copy.
const PURPOSES: &str = "
large big medium small thumb thumbnail mini preview zoom full fullsize hires highres lowres retina 大图 小图 缩略图
web print scaled resized edited compressed optimized optimised min final rgb rgba srgb png jpg jpeg webp tif tiff
original originals orig master source src transparent transparency alpha cutout cutouts cut out nobg removebg remove removed
bg background freisteller freigestellt detoure 原图 透明 透明底 抠图 去背 免抠
copy kopie copie copia 副本 复制
";

/// Names of folders that only say what kind of files they hold.
const KINDS_OF_FOLDER: &str =
    "image images img imgs picture pictures photo photos bilder media 图片";

/// Words for which side of a product is shown; the first of each line stands for the others.
const VIEWS: &[&str] = &[
    "front vorne 正面",
    "back rear hinten 背面",
    "side 侧面",
    "left",
    "right",
    "top",
    "bottom",
    "detail closeup 细节",
    "angle",
    "main hero primary 主图",
];

/// Whether a word says for what a copy was made; it can stand on either side.
#[must_use]
pub fn is_purpose_word(word: &str) -> bool {
    has_word(PURPOSES, word)
}

/// Whether a folder's name says nothing but what kind of files it holds.
#[must_use]
pub fn is_kind_of_folder(word: &str) -> bool {
    has_word(KINDS_OF_FOLDER, word)
}

/// Which side of a product a word speaks of, if it does.
#[must_use]
pub fn view_of(word: &str) -> Option<&'static str> {
    let line = VIEWS.iter().find(|line| has_word(line, word))?;
    line.split_ascii_whitespace().next()
}

fn has_word(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|known| known == word)
}
