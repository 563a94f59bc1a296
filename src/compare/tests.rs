use super::*;

#[test]
fn show() {
    let read = |name: &str| std::fs::read_to_string(format!("tests/compare/{name}-2008.eml")).unwrap();
    let (a, b) = (read("refused"), read("accepted"));
    let c = compare(&a, &b, &Options::default());
    for d in &c.differences {
        println!("{} {:?} {:?} {} L={:?} R={:?} rules={:?}", d.field, d.kind, d.aspects.iter().map(|x| x.id).collect::<Vec<_>>(), d.rank,
            d.left.as_ref().map(|p| &p.text), d.right.as_ref().map(|p| &p.text), d.rules.iter().map(|r| r.rule).collect::<Vec<_>>());
    }
    for v in &c.volatile { println!("V {} {} {:?}", v.field, v.reason, v.tokens); }
    for s in &c.experiment { println!("E {} {:?}", s.id, s.args); }
}
