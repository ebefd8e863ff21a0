use super::*;

fn likeness(image: &str, original: &str) -> Option<Likeness> {
    WrittenName::new(image, None).likeness(&WrittenName::new(original, None))
}

fn in_product(image: &str, original: &str) -> Option<Likeness> {
    let name = |stem| WrittenName::new(stem, Some("4006381000012"));
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
    assert_eq!(
        likeness("shoe_2_345", "shoe-2"),
        Some(Likeness::SameName),
        "345 is no size"
    );
}

#[test]
fn what_shop_systems_add_to_names_does_not_matter() {
    for image in [
        // PrestaShop
        "mug-large_default",
        "mug-home_default",
        "mug-cart_default",
        "mug-thickbox_default",
        "mug-category_default_2x",
        "mug-default_md",
        "mug-product_main_2x",
        // Shopify
        "mug_grande",
        "mug_pico",
        "mug_compact",
        "mug_1024x1024",
        "mug_800x",
        "mug_x800",
        "mug_600x600_crop_center",
        "mug_480x480@2x",
        "mug_large.progressive",
        "mug_3b2f6e1c-8d4a-4f5e-9c7b-2a1d0e9f8b7c",
        "mug_3b2f6e1c-8d4a-4f5e-9c7b-2a1d0e9f8b7c_800x",
        // WordPress
        "mug-scaled",
        "mug-rotated",
        "mug-300x300",
        "mug-e1612345678901",
        "mug-e1612345678901-600x600",
        "cropped-mug",
        // Amazon
        "mug._AC_SL1500_",
        "mug._SX300_SY300_QL70_",
        "mug._CR0,0,300,300_",
        "mug._AC_UL640_FMwebp_QL65_",
        "mug_AC_SL1500_",
        // Shopware, OpenCart, BigCommerce, Lightspeed, nopCommerce, Wix, Taobao, eBay, picture servers
        "mug_1920x1920@2x",
        "mug-500x500w",
        "mug__12345.1612345678.1280.1280",
        "mug-800x1024x2",
        "0000123_mug_600x600",
        "mug~mv2",
        "mug~mv2_d_1200_1200_s_2",
        "mug.jpg_640x640q90",
        "mug.jpg_Q90.jpg_",
        "mug-s-l1600",
        "mug_w_800",
        // What was there already, and what is before
        "mug_1612345678",
        "3db5f1a0c9e84b72_mug",
        "thumb_mug",
        "800x800-mug",
        "Copy of mug",
        "Kopie von mug",
        "mug_v2",
        "mug.png",
    ] {
        let found = likeness(image, "mug");
        let is_same = found.is_some_and(|found| found <= Likeness::SamePicture);
        assert!(is_same, "{image}: {found:?}");
    }
    assert_eq!(
        likeness("mug_2-large_default", "mug_2"),
        Some(Likeness::SamePicture)
    );
    assert_eq!(likeness("mug_2-large_default", "mug_3"), None);
    assert_eq!(likeness("mug_top_crop_top", "mug_bottom"), None);
}

#[test]
fn numbers_that_may_be_the_product_s_make_a_guess_where_they_differ() {
    for (image, original) in [
        ("led-bulb-60w", "led-bulb-80w"),
        ("lens 10x", "lens 24x"),
        ("lens 3x", "lens 2x"),
        ("timer-24h", "timer-12h"),
        ("drone-v2", "drone-v3"),
        ("flood-100w", "flood-200w_transparent"),
        ("24h-timer", "12h-timer"),
        ("lamp_1_800", "lamp_1_600"),
    ] {
        let found = likeness(image, original);
        assert_eq!(found, Some(Likeness::OtherNumber), "{image} {original}");
        let own = likeness(&format!("{image}_800x800"), image);
        assert_eq!(own, Some(Likeness::SamePicture), "{image}");
    }
    for (image, original) in [
        ("mug_800w", "mug"),
        ("mug", "mug_v2"),
        ("mug_800x800", "mug_2000x2000"),
        ("mug_large", "mug_transparent"),
        ("mug@2x", "mug-removebg-preview"),
    ] {
        let found = likeness(image, original);
        assert_eq!(found, Some(Likeness::SamePicture), "{image} {original}");
    }
}

#[test]
fn a_name_that_goes_on_with_unknown_words_is_the_least_alike() {
    assert_eq!(likeness("XK-77_2", "XK-77"), Some(Likeness::SameName));
    assert_eq!(likeness("XK-77", "XK-77_2"), Some(Likeness::SameName));
    for image in ["mug12_zm", "mug12_1_1", "mug12-2T", "mug12__alt-hover"] {
        let found = likeness(image, "mug12");
        assert_eq!(found, Some(Likeness::SameBeginning), "{image}");
    }
    assert_eq!(likeness("mugs_zm", "mug"), None, "within a word");
    assert_eq!(likeness("front_zm", "front"), None, "every product has one");
    assert_eq!(likeness("mug12", "mug12_zm"), None);
}

#[test]
fn web_addresses_and_lost_accents_do_not_matter() {
    for (image, original) in [
        ("red%20mug", "red mug"),
        ("red%2520mug", "red_mug"),
        ("gr%C3%BCne-Tasse", "grüne Tasse"),
        ("grune-tasse", "grüne Tasse"),
        ("gruene_Tasse", "Grüne Tasse"),
        ("grne-tasse", "Grüne Tasse"),
        ("cafetiere", "cafetière"),
        ("smorrebrod", "smørrebrød"),
        ("Grüne Tasse", "gruene-tasse"),
    ] {
        let found = likeness(image, original);
        assert_eq!(found, Some(Likeness::SameWords), "{image} {original}");
    }
    assert_eq!(
        likeness("grune-tasse_800x800", "grüne Tasse"),
        Some(Likeness::SamePicture)
    );
    assert_eq!(
        likeness("grüne", "gröne"),
        None,
        "both without their letter"
    );
}

#[test]
fn names_that_many_pictures_bear_say_nothing() {
    for name in [
        "1",
        "001 (2)",
        "front",
        "main_2",
        "image1",
        "product-800x800",
        "a",
        "02",
    ] {
        assert!(!WrittenName::new(name, None).says_something(), "{name}");
    }
    for name in [
        "mug12",
        "XK-77",
        "IMG_4711",
        "鞋子",
        "AB-1234_front",
        "4711",
    ] {
        assert!(WrittenName::new(name, None).says_something(), "{name}");
    }
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
    for (image, original) in [
        ("shoe1", "Shoe-1"),
        ("shoe_front", "shoe"),
        ("shoe", "shoe_front_2"),
        ("shoe_front", "shoe_2"),
        ("shoe_2", "shoe_front"),
        ("shoe_front_2", "shoe_2"),
        ("shoe_front_2", "shoe"),
        ("1", "1 (2)"),
        ("grune-tasse", "grüne Tasse"),
        ("Grüne Tasse", "gruene-tasse"),
        ("mug12_zm", "mug12"),
        ("XK-77", "XK-77_2"),
        ("XK-77_2", "XK-77"),
    ] {
        let (image, original) = (
            WrittenName::new(image, None),
            WrittenName::new(original, None),
        );
        assert!(image.likeness(&original).is_some());
        let filed: Vec<_> = original.filed_under().collect();
        assert!(image.looked_up_by().any(|key| filed.contains(&key)));
    }
}
