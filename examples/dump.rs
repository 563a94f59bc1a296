use std::io::Read;
fn main() {
    let mut b = Vec::new();
    std::io::stdin().read_to_end(&mut b).unwrap();
    let (t, _) = headerlint::input::decode_bytes(&b);
    let c = headerlint::input::clean(&t);
    print!("{}", c.text);
    for r in &c.repairs {
        eprintln!("{r:?}");
    }
}
