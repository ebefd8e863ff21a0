//! numbers
use blackdrop::inspect::*;
use blackdrop::repair::comparison::*;
use blackdrop::repair::reduced_pair::*;
fn main() {
    let csvp = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    let dir = csvp.parent().unwrap().to_path_buf();
    let mut r = csv::Reader::from_path(&csvp).unwrap();
    println!(
        "image,original,expected,kind,bw,bt,bx,sw,st,sx,rw,rt,rx,ww,wt,wx,gw,gt,gx,bg0,bg1,bg2,h0,h1,h2,op,shift,ocells,tcells,ocorr,ocon,corr,con,cols,rows"
    );
    for rec in r.records() {
        let rec = rec.unwrap();
        let l = ImageLimits::default();
        let ib = std::fs::read(dir.join(&rec[0])).unwrap();
        let ob = std::fs::read(dir.join(&rec[1])).unwrap();
        let (is, os) = (shown_size(&ib, &l).unwrap(), shown_size(&ob, &l).unwrap());
        let g = Grid::of(is, os);
        let i = decode(&ib, &l).unwrap();
        let o = decode(&ob, &l).unwrap();
        let Raster::Rgba(oi) = &o.raster else {
            println!("opaque {}", &rec[1]);
            continue;
        };
        let ic = reduced_image(&i.raster, i.orientation, g);
        let oc = ReducedOriginal::of(oi, o.orientation, is, g);
        let c = Comparison::new(&ic, &oc, g);
        let f = |f: Fit| {
            format!(
                "{:.3},{:.3},{:.3}",
                f.whole, f.transparent_part, f.worst_place
            )
        };
        println!(
            "{},{},{},\"{}\",{},{},{},{},{},{:?},{:?},{},{},{},{},{},{},{},{},{},{}",
            &rec[0],
            &rec[1],
            &rec[2],
            &rec[3],
            f(c.on_black),
            f(c.stored),
            f(c.resized),
            f(c.on_white),
            f(c.on_background),
            c.background,
            c.hidden,
            c.opaque_part,
            c.opaque_shift,
            c.opaque_cells,
            c.transparent_cells,
            c.opaque_correlation,
            c.opaque_contrast,
            c.correlation,
            c.contrast,
            g.columns,
            g.rows
        );
    }
}
