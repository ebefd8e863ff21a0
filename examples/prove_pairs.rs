//! numbers
use blackdrop::inspect::*;
use blackdrop::repair::comparison::*;
use blackdrop::repair::fit::*;
use blackdrop::repair::reduced_pair::*;
fn main() {
    let csvp = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    let dir = csvp.parent().unwrap().to_path_buf();
    let mut r = csv::Reader::from_path(&csvp).unwrap();
    println!(
        "image,original,expected,kind,bw,bt,bx,be,bc,sw,st,sx,se,sc,rw,rt,rx,re,rc,nw,nt,nx,ne,nc,ww,wt,wx,we,wc,gw,gt,gx,ge,gc,bg0,bg1,bg2,op,shift,ocells,tcells,ocorr,ocon,cpx"
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
        let cpx = is.0.max(is.1).min(os.0.max(os.1)) as f32 / g.columns.max(g.rows) as f32;
        let c = Comparison::new(&ic, &oc, g, (is != os).then_some(cpx));
        let f = |f: Fit| {
            format!(
                "{:.3},{:.3},{:.3},{:.5},{:.2}",
                f.whole, f.transparent_part, f.worst_place, f.explained, f.contrast
            )
        };
        println!(
            "{},{},{},\"{}\",{},{},{},{},{},{},{:?},{},{},{},{},{},{},{cpx}",
            &rec[0],
            &rec[1],
            &rec[2],
            &rec[3],
            f(c.on_black),
            f(c.stored),
            f(c.resized),
            c.resized_without_rim.map_or("999,999,999,-9,0".into(), f),
            f(c.on_white),
            f(c.on_background),
            c.background,
            c.opaque_part,
            c.opaque_shift,
            c.opaque_cells,
            c.transparent_cells,
            c.opaque_correlation,
            c.opaque_contrast
        );
    }
}
