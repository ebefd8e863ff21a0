//! Which images a big catalogue holds: decided from the seed and the image's number alone, so that any image can be made
//! without the others, and any part of a catalogue in any order.

use std::path::PathBuf;

use super::barcode::product_code;
use super::draw::Chance;
use super::form::{Container, Form};
use super::picture::{Colors, Picture};
use super::products::{Kind, View};
use super::scene::Scene;
use super::{CatalogueSpec, Originals, Truth};

/// So many designs (a kind in certain colours) share all products of a catalogue; drawn from four sides they are 192
/// pictures, drawn once each however many images there are.
const DESIGNS: u64 = 48;
/// So many different pictures of each dark scene.
const SCENES: u64 = 6;

/// One image of a catalogue, before it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Planned {
    /// Its position in the catalogue.
    pub(super) number: u32,
    /// Where it goes, relative to the catalogue's folder.
    pub(super) path: PathBuf,
    /// What it shows.
    pub(super) picture: Picture,
    /// How it becomes a file.
    pub(super) form: Form,
    /// What is true of it.
    pub(super) truth: Truth,
}

/// Plans one image of a catalogue.
pub(super) fn plan(spec: &CatalogueSpec, number: u32) -> Planned {
    let pictures = spec.images_per_product.get();
    let files = match spec.originals {
        Originals::None => pictures,
        Originals::Beside => pictures.saturating_mul(2),
    };
    let (product, slot) = (number / files, number % files);
    let (position, is_original) = match spec.originals {
        Originals::None => (slot, false),
        Originals::Beside => (slot / 2, slot % 2 == 1),
    };
    // An original shares the chance of the image beside it, so that both show the same.
    let mut chance = Chance::of(&[spec.seed, u64::from(product), u64::from(position)]);
    let mut picture = product_picture(spec, product, position);
    let mut form = match roll(spec, &mut chance) {
        Chosen::Form(form) => form,
        Chosen::Scene => {
            picture = scene(&mut chance);
            Form::OnWhite(jpeg(&mut chance))
        }
    };
    if is_original {
        form = Form::Original;
    } else if spec.originals == Originals::Beside && form.extension() == "png" {
        // The original has that name.
        form = Form::OnWhite(jpeg(&mut chance));
    }
    let code = product_code(product);
    let path = PathBuf::from(&code).join(format!("{code}_{}.{}", position + 1, form.extension()));
    Planned {
        number,
        path,
        picture,
        form,
        truth: picture.truth(form),
    }
}

/// What the dice chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chosen {
    /// The product's picture in this form.
    Form(Form),
    /// A dark scene instead.
    Scene,
}

/// Rolls the dice for one picture.
fn roll(spec: &CatalogueSpec, chance: &mut Chance) -> Chosen {
    let mut left = chance.unit();
    let mut falls_into = |share: f32| {
        let inside = left < share;
        left -= share;
        inside
    };
    if falls_into(spec.black_share) {
        let container = jpeg(chance);
        return Chosen::Form(
            *chance.pick(&[Form::LaidOnBlack(container), Form::AlphaDropped(container)]),
        );
    }
    if falls_into(spec.debatable_share) {
        return Chosen::Scene;
    }
    if falls_into(spec.broken_share) {
        return Chosen::Form(*chance.pick(&[Form::Truncated, Form::Empty]));
    }
    if falls_into(spec.other_formats_share) {
        return Chosen::Form(*chance.pick(&[
            Form::Original,
            Form::OriginalNamedJpg,
            Form::OnWhite(Container::Png),
            Form::OnWhite(Container::WebP),
            Form::OnWhite(Container::Gif),
        ]));
    }
    Chosen::Form(Form::OnWhite(jpeg(chance)))
}

/// JPEG of one of three qualities: enough to vary the files, few enough to encode each picture a few times only.
fn jpeg(chance: &mut Chance) -> Container {
    Container::Jpeg(*chance.pick(&[78, 86, 93]))
}

fn product_picture(spec: &CatalogueSpec, product: u32, position: u32) -> Picture {
    let design = Chance::of(&[spec.seed, 0xDE51, u64::from(product)]).below(DESIGNS);
    let kinds = Kind::ALL.len() as u64;
    let (kind, variant) = (design % kinds, design / kinds);
    // Every design of the last colourway is dark for a third of the kinds.
    let colors = if variant == 3 && kind % 3 == 0 {
        Colors::Dark
    } else {
        Colors::Colorful(kind + variant * 3)
    };
    Picture::Product {
        kind: Kind::ALL[usize::try_from(kind).unwrap_or(0)],
        colors,
        view: View::ALL[position as usize % View::ALL.len()],
    }
}

fn scene(chance: &mut Chance) -> Picture {
    Picture::Scene {
        scene: *chance.pick(&[Scene::Night, Scene::Letterbox]),
        number: chance.below(SCENES),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn plans(spec: &CatalogueSpec) -> Vec<Planned> {
        (0..spec.images).map(|number| plan(spec, number)).collect()
    }

    #[test]
    fn shares_are_met_on_average() {
        let spec = CatalogueSpec {
            images: 20_000,
            ..CatalogueSpec::default()
        };
        let mut counts: BTreeMap<Truth, u32> = BTreeMap::new();
        for planned in plans(&spec) {
            *counts.entry(planned.truth).or_default() += 1;
        }
        let black = counts[&Truth::BlackBackground];
        assert!(
            (1100..1300).contains(&black),
            "6 % of 20,000 are 1,200, but {black} turned black"
        );
        assert!(counts[&Truth::Debatable] > 150 && counts[&Truth::Unreadable] > 5);
    }

    #[test]
    fn no_two_images_share_a_path() {
        for originals in [Originals::None, Originals::Beside] {
            let spec = CatalogueSpec {
                images: 20_000,
                other_formats_share: 0.3,
                originals,
                ..CatalogueSpec::default()
            };
            let paths: BTreeSet<_> = plans(&spec).into_iter().map(|image| image.path).collect();
            assert_eq!(paths.len(), 20_000, "with originals: {originals:?}");
        }
    }

    #[test]
    fn an_original_shows_what_the_picture_beside_it_shows() {
        let spec = CatalogueSpec {
            images: 600,
            debatable_share: 0.1,
            originals: Originals::Beside,
            ..CatalogueSpec::default()
        };
        for pair in plans(&spec).chunks_exact(2) {
            assert_eq!(pair[0].picture, pair[1].picture, "{:?}", pair[1].path);
            assert_eq!(pair[1].form, Form::Original);
            assert_eq!(pair[0].path.with_extension("png"), pair[1].path);
        }
    }

    #[test]
    fn a_few_pictures_serve_any_number_of_images() {
        let spec = CatalogueSpec {
            images: 50_000,
            ..CatalogueSpec::default()
        };
        let pictures: BTreeSet<_> = plans(&spec)
            .into_iter()
            .map(|image| image.picture)
            .collect();
        assert!(
            pictures.len() <= 204,
            "{} pictures would have to be drawn",
            pictures.len()
        );
    }
}
