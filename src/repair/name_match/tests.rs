use super::*;

fn likeness(image: &str, original: &str) -> Option<Likeness> {
    PictureName::new(image, None).likeness(&PictureName::new(original, None))
}

fn in_product(image: &str, original: &str) -> Option<Likeness> {
    let name = |stem| PictureName::new(stem, Some("4006381000012"));
    name(image).likeness(&name(original))
}

#[test]
fn case_separators_and_ways_to_write_do_not_matter() {
    for (image, original) in [
        ("Red_Shoe", "red-shoe"),
        ("red shoe", "RedShoe"),
        ("gr\u{fc}n", "gru\u{308}n"),
        ("\u{ff11}\u{ff12}a", "12A"),
        ("鞋子_1", "鞋子-1"),
    ] {
        let found = likeness(image, original);
        assert_eq!(found, Some(Likeness::SameWords), "{image} {original}");
    }
    assert_eq!(likeness("鞋子", "鞋子"), Some(Likeness::Same));
}

#[test]
fn words_for_copies_and_sizes_do_not_matter_much() {
    for image in [
        "shoe_large",
        "shoe_800x800",
        "shoe@2x",
        "shoe-scaled",
        "shoe-web",
        "shoe (1)",
        "shoe copy",
        "shoe - Copy (2)",
        "shoe-1200px",
        "SHOE.min",
        "shoe_800\u{d7}600",
    ] {
        assert_eq!(
            likeness(image, "shoe"),
            Some(Likeness::SamePicture),
            "{image}"
        );
    }
    for original in [
        "shoe_transparent",
        "shoe-removebg-preview",
        "shoe.out",
        "shoe_透明",
    ] {
        assert_eq!(
            likeness("shoe", original),
            Some(Likeness::SamePicture),
            "{original}"
        );
    }
    assert_eq!(likeness("shoe_01", "shoe-1"), Some(Likeness::SamePicture));
    assert_eq!(
        likeness("shoe_2_large", "shoe-2"),
        Some(Likeness::SamePicture)
    );
    for image in ["shoe_2_800", "shoe-2-1200", "shoe_02_1024"] {
        let found = likeness(image, "shoe-2");
        assert_eq!(found, Some(Likeness::SamePicture), "{image}: a size");
    }
    assert_eq!(likeness("shoe_2_345", "shoe-2"), None, "345 is no size");
}

#[test]
fn a_number_or_view_on_one_side_only_is_less_alike() {
    for image in ["shoe-1", "shoe_01", "shoe_front", "shoe_front_1"] {
        assert_eq!(likeness(image, "shoe"), Some(Likeness::SameName), "{image}");
    }
}

#[test]
fn other_views_numbers_and_names_are_not_alike() {
    for (image, original) in [
        ("shoe_front", "shoe_back"),
        ("shoe_1", "shoe_2"),
        ("1", "2"),
        ("shoe", "boot"),
        ("front", "back"),
        ("shoe_1999", "shoe_2000"),
        ("1-12", "11-2"),
    ] {
        assert_eq!(likeness(image, original), None, "{image} {original}");
    }
    assert_eq!(
        likeness("shoe_rear", "shoe_back"),
        Some(Likeness::SamePicture)
    );
}

#[test]
fn the_products_id_before_a_name_does_not_matter_within_the_product() {
    let id = "4006381000012";
    assert_eq!(
        in_product("2", &format!("{id}_2")),
        Some(Likeness::SameWords)
    );
    assert_eq!(
        in_product(&format!("{id}_2"), "0002"),
        None,
        "four digits do not count"
    );
    assert_eq!(
        in_product(&format!("0{id}-2"), &format!("{id}_2")),
        Some(Likeness::SameWords)
    );
    assert_eq!(in_product("1", id), Some(Likeness::SameProduct));
    assert_eq!(in_product("red shoe", id), Some(Likeness::SameProduct));
    assert_eq!(in_product("1", &format!("{id}_2")), None);
    assert_eq!(
        in_product(&format!("{id}_front"), "front"),
        Some(Likeness::SameWords)
    );
}

#[test]
fn ids_are_found_and_written_in_one_way() {
    assert_eq!(
        leading_code("04006381000012_2").as_deref(),
        Some("4006381000012")
    );
    assert_eq!(
        leading_code("4006381000012").as_deref(),
        Some("4006381000012")
    );
    assert_eq!(leading_code("shoe_4006381000012"), None);
    assert_eq!(leading_code("1234567"), None, "seven digits");
    assert_eq!(leading_code(""), None);
}

#[test]
fn folders_that_only_say_what_they_hold_are_left_out() {
    for name in ["PNG", "originals", "Cutouts", "800x800", "图片"] {
        assert_eq!(folder_words(name), None, "{name}");
    }
    assert_eq!(folder_words("Summer Shoes").as_deref(), Some("summershoes"));
    assert_eq!(
        folder_words("04006381000012").as_deref(),
        Some("4006381000012")
    );
}

#[test]
fn alike_names_share_a_key() {
    for (image, original) in [("shoe1", "Shoe-1"), ("shoe_front", "shoe"), ("1", "1 (2)")] {
        let (image, original) = (
            PictureName::new(image, None),
            PictureName::new(original, None),
        );
        assert!(image.likeness(&original).is_some());
        assert!(image.keys().iter().any(|key| original.keys().contains(key)));
    }
}
