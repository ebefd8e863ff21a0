//! The loader with made-up work, and once with real pictures.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;
use crate::scan::{Pulse, Scratch, Watermark};

const FOR_EVER: Duration = Duration::from_mins(1);

/// A loader, and the bell that it rings.
struct Bench {
    loader: ImageLoader,
    rung: Receiver<()>,
}

impl Bench {
    fn new(threads: usize, work: Arc<LoadWork>, silence_limit: Duration) -> Self {
        let (bell, rung) = bounded(1);
        let wake = move || {
            bell.try_send(()).ok();
        };
        let threads = NonZeroUsize::new(threads).unwrap();
        let loader = ImageLoader::start_with("test", threads, wake, work, silence_limit).unwrap();
        Self { loader, rung }
    }

    /// The next answer, fetched only when the bell rang.
    fn next(&mut self) -> Loaded {
        loop {
            if let Some(loaded) = self.loader.try_next() {
                return loaded;
            }
            self.rung
                .recv_timeout(FOR_EVER)
                .expect("it rings for every answer");
            self.loader.clear_wake();
        }
    }
}

fn wish(image: u32) -> LoadRequest {
    LoadRequest {
        key: LoadKey {
            image: ImageId(image),
            generation: 7,
        },
        path: PathBuf::from(format!("{image}.jpg")),
        kind: LoadKind::Thumbnail { longest_side_px: 8 },
        seen: None,
        limits: ImageLimits::default(),
        after: None,
    }
}

fn dot() -> LoadedImage {
    LoadedImage::Thumbnail(Thumbnail {
        width_px: 1,
        height_px: 1,
        rgba: vec![0; 4],
    })
}

#[test]
fn no_more_are_accepted_than_there_are_threads_and_each_is_answered() {
    let (go, gone) = bounded::<()>(0);
    let work = move |_: &LoadRequest, _: &Pulse, _: &mut Scratch| {
        gone.recv().ok();
        Ok(dot())
    };
    let mut bench = Bench::new(2, Arc::new(work), FOR_EVER);
    assert!(bench.loader.request(wish(0)));
    assert!(bench.loader.request(wish(1)));
    assert_eq!(bench.loader.free_places(), 0);
    assert!(!bench.loader.request(wish(2)), "two threads, two wishes");
    assert_eq!(bench.loader.in_flight(), 2);
    drop(go);
    let keys: BTreeSet<u32> = [bench.next(), bench.next()]
        .iter()
        .map(|loaded| {
            assert_eq!(loaded.key.generation, 7, "the key comes back as it was");
            assert_eq!(loaded.result, Ok(dot()));
            loaded.key.image.0
        })
        .collect();
    assert_eq!(keys, BTreeSet::from([0, 1]));
    assert_eq!(bench.loader.in_flight(), 0);
    assert!(bench.loader.request(wish(2)), "there is room again");
    assert_eq!(bench.next().key.image, ImageId(2));
}

#[test]
fn a_decoder_that_panics_is_an_answer_and_its_thread_goes_on() {
    let work = |request: &LoadRequest, _: &Pulse, _: &mut Scratch| {
        assert!(request.key.image.0 != 0, "on purpose");
        Ok(dot())
    };
    let mut bench = Bench::new(1, Arc::new(work), FOR_EVER);
    assert!(bench.loader.request(wish(0)));
    assert_eq!(
        bench.next().result,
        Err(LoadError::Unreadable(InspectError::DecoderPanicked))
    );
    assert!(bench.loader.request(wish(1)));
    assert_eq!(bench.next().result, Ok(dot()));
}

#[test]
fn a_read_that_hangs_is_answered_and_its_place_is_free_again() {
    let (way_out, out) = bounded::<()>(0);
    let (returned, late) = bounded(1);
    let work = move |request: &LoadRequest, pulse: &Pulse, _: &mut Scratch| {
        if request.key.image.0 == 0 {
            out.recv().ok();
            returned.send(()).ok();
        } else {
            pulse.decoding(); // It has more time, in case that the machine is busy.
        }
        Ok(dot())
    };
    let mut bench = Bench::new(1, Arc::new(work), Duration::from_secs(1));
    assert!(bench.loader.request(wish(0)));
    assert!(
        matches!(
            bench.next().result,
            Err(LoadError::Unreachable(ReachError::NoAnswer { .. }))
        ),
        "nobody waits for ever in front of a dead share"
    );
    assert!(bench.loader.request(wish(1)));
    assert_eq!(
        bench.next().result,
        Ok(dot()),
        "another thread has its place"
    );
    drop(way_out);
    late.recv_timeout(FOR_EVER).unwrap();
    assert!(bench.loader.request(wish(2)));
    assert_eq!(
        bench.next().key.image,
        ImageId(2),
        "the late picture of 0 goes nowhere"
    );
}

#[test]
fn dropping_the_loader_does_not_wait_for_a_read_that_hangs() {
    let (way_out, out) = bounded::<()>(0);
    let (goodbye, gone) = bounded::<()>(0);
    let work = move |_: &LoadRequest, _: &Pulse, _: &mut Scratch| {
        out.recv().ok();
        let _alive = &goodbye;
        Ok(dot())
    };
    let mut bench = Bench::new(2, Arc::new(work), FOR_EVER);
    assert!(bench.loader.request(wish(0)));
    drop(bench); // Were this to wait, the test would never end.
    drop(way_out);
    assert_eq!(
        gone.recv_timeout(FOR_EVER),
        Err(crossbeam_channel::RecvTimeoutError::Disconnected),
        "all its threads end"
    );
}

#[test]
fn nothing_is_decoded_before_what_has_to_be_on_the_disk_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.png");
    image::RgbImage::new(4, 4).save(&path).unwrap();
    let watermark = Arc::new(Watermark::default());
    let (reached, order) = bounded::<&str>(2);
    let pulse = Pulse::default();
    let mut after = After::new(Arc::clone(&watermark), 1);
    after.longest = FOR_EVER;
    let request = LoadRequest {
        path,
        after: Some(after),
        ..wish(0)
    };
    thread::scope(|threads| {
        let (request, pulse, done) = (&request, &pulse, reached.clone());
        threads.spawn(move || {
            load(request, pulse, &mut Scratch::default()).unwrap();
            done.send("decoded").unwrap();
        });
        reached.send("on the disk").unwrap();
        watermark.reach(1);
    });
    let order: Vec<&str> = order.try_iter().collect();
    assert_eq!(order, ["on the disk", "decoded"]);
}

#[test]
fn real_pictures_are_loaded_and_faults_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    image::RgbImage::from_pixel(40, 20, image::Rgb([200, 100, 50]))
        .save(file("a.png"))
        .unwrap();
    std::fs::write(file("b.jpg"), b"no picture").unwrap();
    let mut bench = Bench::new(1, Arc::new(load), FOR_EVER);
    let mut ask = |path: &Path, kind| {
        assert!(bench.loader.request(LoadRequest {
            path: path.to_path_buf(),
            kind,
            ..wish(0)
        }));
        bench.next().result
    };
    let small = LoadKind::Thumbnail {
        longest_side_px: 10,
    };
    match ask(&file("a.png"), small) {
        Ok(LoadedImage::Thumbnail(thumbnail)) => {
            assert_eq!((thumbnail.width_px, thumbnail.height_px), (10, 5));
        }
        other => panic!("expected a thumbnail, got {other:?}"),
    }
    match ask(&file("a.png"), LoadKind::Screen { max_side_px: 8192 }) {
        Ok(LoadedImage::Screen(screen)) => {
            assert_eq!((screen.width_px, screen.height_px), (40, 20));
        }
        other => panic!("expected a picture, got {other:?}"),
    }
    assert!(matches!(
        ask(&file("b.jpg"), small),
        Err(LoadError::Unreadable(_))
    ));
    assert_eq!(
        ask(&file("gone.jpg"), small),
        Err(LoadError::Unreachable(ReachError::NotFound))
    );
}

#[test]
fn a_picture_of_another_file_than_the_inspected_one_is_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.png");
    image::RgbImage::new(4, 4).save(&path).unwrap();
    let metadata = std::fs::metadata(&path).unwrap();
    let seen = SeenFile {
        file_bytes: Some(metadata.len()),
        modified: metadata.modified().ok(),
    };
    let load_as = |seen| {
        let request = LoadRequest {
            path: path.clone(),
            seen,
            ..wish(0)
        };
        load(&request, &Pulse::default(), &mut Scratch::default()).map(drop)
    };
    assert_eq!(load_as(None), Ok(()), "any will do");
    assert_eq!(load_as(Some(seen)), Ok(()), "as it was inspected");
    let earlier = SeenFile {
        modified: seen.modified.map(|time| time - Duration::from_nanos(100)),
        ..seen
    };
    assert_eq!(load_as(Some(earlier)), Err(LoadError::Changed));
}
