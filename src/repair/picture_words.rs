//! Words that names of pictures and their folders are made of, in small letters: English, German, French, Spanish, Chinese,
//! and what common programs and shop systems write.

/// For what a copy of a picture was made, or how; in this order: sizes, what shop systems call theirs, what was done to it,
/// that it is the original or has no background, that it is a copy.
const PURPOSES: &str = "
large big medium small thumb thumbnail mini preview zoom full fullsize hires highres lowres retina 大图 小图 缩略图
default pico icon compact grande progressive thickbox swatch tn
web print scaled resized rotated cropped edited compressed optimized optimised min final rgb rgba srgb
png jpg jpeg webp tif tiff psd
original originals orig master source src transparent transparency alpha cutout cutouts cut out nobg removebg remove removed
bg background freisteller freigestellt detoure 原图 透明 透明底 抠图 去背 免抠
copy kopie copie copia 副本 复制
";

/// Those of them that are also written before a name.
const PURPOSES_BEFORE: &str = "
large medium small thumb thumbnail mini preview zoom tn scaled resized cropped compressed optimized optimised original copy kopie
";

/// Words of which several together say for what a copy was made, where one alone may be a part of the product's name: sizes
/// of `PrestaShop` and crops of `Shopify`.
const PURPOSES_TOGETHER: &[&[&str]] = &[
    &["home", "default"],
    &["cart", "default"],
    &["category", "default"],
    &["product", "main"],
    &["category", "cover"],
    &["default", "xs"],
    &["default", "s"],
    &["default", "sm"],
    &["default", "m"],
    &["default", "md"],
    &["default", "l"],
    &["default", "lg"],
    &["default", "xl"],
    &["crop", "center"],
    &["crop", "top"],
    &["crop", "bottom"],
    &["crop", "left"],
    &["crop", "right"],
    &["hi", "res"],
    &["low", "res"],
    &["full", "size"],
];

/// The same before a name: what systems write before the name of a copy.
const PURPOSES_TOGETHER_BEFORE: &[&[&str]] = &[
    &["copy", "of"],
    &["kopie", "von"],
    &["copie", "de"],
    &["copia", "de"],
];

/// Names of folders that only say what kind of files they hold.
const KINDS_OF_FOLDER: &str = "
image images img imgs picture pictures pic pics photo photos foto fotos bilder bild media product products produkt produkte
artikel catalog catalogue katalog gallery galerie upload uploads files cache 图片 产品 商品
";

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

/// Whether a word before a name says so.
#[must_use]
pub fn is_purpose_before(word: &str) -> bool {
    has_word(PURPOSES_BEFORE, word)
}

/// How many of the last words say so only together; 0 where they don't.
#[must_use]
pub fn purpose_at_end(words: &[&str]) -> usize {
    let ends = PURPOSES_TOGETHER.iter().find(|it| words.ends_with(it));
    ends.map_or(0, |it| it.len())
}

/// How many of the first words say so only together; 0 where they don't.
#[must_use]
pub fn purpose_at_begin(words: &[&str]) -> usize {
    let begins = PURPOSES_TOGETHER_BEFORE
        .iter()
        .find(|it| words.starts_with(it));
    begins.map_or(0, |it| it.len())
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
