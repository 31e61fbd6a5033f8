//! What hangs on a trigger in the tree: subjects, objects, obliques, complements, negation, modals.

use onrecord_types::{Tags, Upos};

use super::book::Book;

/// A noun phrase that hangs on a trigger by a preposition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oblique {
    /// The preposition, in lower case.
    pub prep: String,
    /// The head of the phrase.
    pub head: usize,
}

/// The arguments of one trigger.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The token that the arguments hang on.
    pub head: usize,
    /// The verb that carries tense and negation: the trigger itself, or its light verb.
    pub bearer: usize,
    /// Who does it (agents of a passive included).
    pub subjects: Vec<usize>,
    /// Who does it if the subjects turn out to be nobody: "signed a decree granting …".
    pub behind: Vec<usize>,
    /// To whom or what it is done.
    pub objects: Vec<usize>,
    /// Everything that hangs on it by a preposition.
    pub obliques: Vec<Oblique>,
    /// Heads of clauses it takes: "agreed to withdraw", "said that …".
    pub complements: Vec<usize>,
    /// Particles and adverbs beside it: "off", "back".
    pub particles: Vec<String>,
    /// Whether its voice is passive.
    pub passive: bool,
    /// Whether it is a noun with no light verb above it.
    pub bare_noun: bool,
    /// Whether all parties stand on one side: "talks between A and B".
    pub mutual: bool,
}

/// The frame of a verb or of an adjective with a copula.
pub fn of_verb(tags: &Tags, at: usize) -> Frame {
    let passive = is_passive(tags, at);
    let mut frame = Frame { head: at, bearer: at, passive, ..Frame::default() };
    let (subjects, patients) = sides(tags, at, 0);
    frame.subjects = subjects;
    frame.objects = patients;
    frame.objects.extend(own_objects(tags, at));
    frame.obliques = obliques(tags, at);
    for index in 0..frame.objects.len() {
        let object = frame.objects[index];
        frame.obliques.extend(deep_obliques(tags, object, 0));
    }
    frame.complements = complements(tags, at);
    frame.particles = particles(tags, at);
    frame.mutual = frame.subjects.len() > 1;
    frame.behind = behind(tags, at);
    frame
}

// Of a clause that hangs on an object: the subject of the verb that the object belongs to.
fn behind(tags: &Tags, at: usize) -> Vec<usize> {
    let noun = tags.head(at).filter(|_| tags.base_rel(at) == "acl");
    let object = noun.filter(|&noun| matches!(tags.rel(noun), "obj" | "nsubj:pass"));
    object.and_then(|noun| tags.head(noun)).map_or(Vec::new(), |verb| sides(tags, verb, 0).0)
}

/// The frame of a noun: with its light verb, if one carries it, else by its own modifiers.
pub fn of_noun(tags: &Tags, book: &Book, at: usize) -> Frame {
    let mut frame = Frame { head: at, bearer: at, ..Frame::default() };
    for kid in tags.children(at) {
        match tags.rel(kid) {
            "nmod:poss" | "compound" | "amod" => frame.subjects.push(kid),
            "nsubj" => frame.subjects.extend(with_conjuncts(tags, kid)),
            _ => {}
        }
    }
    frame.obliques = nominal_obliques(tags, at);
    for oblique in &frame.obliques {
        match oblique.prep.as_str() {
            "by" => frame.subjects.push(oblique.head),
            "of" => frame.objects.push(oblique.head),
            "between" | "among" => {
                frame.mutual = true;
                frame.subjects.extend(with_conjuncts(tags, oblique.head));
            }
            _ => {}
        }
    }
    frame.complements = complements(tags, at);
    frame.bare_noun = true;
    // "he said after a call with her"
    if book.words.is(tags.lemma(at), "contact") {
        frame.behind = beside(tags, book, at);
        frame.mutual |= frame.behind.len() > 1;
    }
    if let Some(verb) = light_verb(tags, book, at) {
        frame.bearer = verb;
        frame.bare_noun = false;
        frame.passive = is_passive(tags, verb);
        let (subjects, patients) = sides(tags, verb, 0);
        let mut subjects: Vec<usize> = subjects.into_iter().filter(|&s| s != at).collect();
        if !frame.mutual && subjects.len() > 1 {
            frame.mutual = true;
        }
        subjects.append(&mut frame.subjects);
        frame.subjects = subjects;
        frame.objects.extend(patients.into_iter().filter(|&p| p != at));
        frame.objects.extend(own_objects(tags, verb).into_iter().filter(|&o| o != at));
        let more = obliques(tags, verb).into_iter().filter(|oblique| oblique.head != at);
        frame.obliques.extend(more);
        frame.particles = particles(tags, verb);
        frame.complements.extend(complements(tags, verb));
    }
    frame
}

// Those who act when the contact takes place: "signed it after two days of talks".
fn beside(tags: &Tags, book: &Book, contact: usize) -> Vec<usize> {
    let measured = tags
        .head(contact)
        .filter(|&head| tags.rel(contact) == "nmod" && book.words.is(tags.lemma(head), "measure"));
    let phrase = measured.unwrap_or(contact);
    let case = tags.child_by(phrase, "case").map_or("", |case| tags.lemma(case));
    // "repeated his demand in a call with her": the call hangs on the object.
    let object = tags.head(phrase).filter(|&noun| {
        let call = book.words.is(tags.lemma(contact), "call");
        call && tags.rel(phrase) == "nmod" && tags.rel(noun) == "obj"
    });
    let told = object.or(Some(phrase).filter(|&at| tags.rel(at) == "obl"));
    // "was in Vienna for talks with him"
    let comes = |verb: usize| {
        book.words.is(tags.lemma(verb), "travel") || tags.child_by(verb, "cop").is_some()
    };
    match told.and_then(|at| tags.head(at)) {
        Some(verb) if book.words.is(case, "beside") => sides(tags, verb, 0).0,
        Some(verb) if case == "for" && comes(verb) => sides(tags, verb, 0).0,
        _ => Vec::new(),
    }
}

/// The verb that lends a noun its tense and subject: "hold talks", "went on strike".
pub fn light_verb(tags: &Tags, book: &Book, noun: usize) -> Option<usize> {
    let mut at = noun;
    for _ in 0..3 {
        let head = tags.head(at)?;
        match tags.base_rel(at) {
            "conj" => at = head,
            // "a series of talks", "a round of talks"
            "nmod" if book.words.is(tags.lemma(head), "measure") => at = head,
            "obl" => {
                let case = tags.child_by(noun, "case").map_or("", |case| tags.lemma(case));
                let part = matches!(case, "in" | "on" | "into" | "to");
                return (part && book.words.is(tags.lemma(head), "lightob")).then_some(head);
            }
            "obj" | "nsubj" | "xcomp" => {
                let passive = tags.rel(at) == "nsubj:pass";
                let subject = tags.base_rel(at) == "nsubj";
                let light = book.words.is(tags.lemma(head), "light");
                let intransitive = subject && book.words.is(tags.lemma(head), "happen");
                let fits = if subject { (passive && light) || intransitive } else { light };
                return fits.then_some(head);
            }
            // "an attack carried out by", "talks held in"
            _ => break,
        }
    }
    let kids = tags.children(noun);
    kids.filter(|&kid| tags.base_rel(kid) == "acl" && book.words.is(tags.lemma(kid), "light"))
        .find(|&kid| tags.xpos(kid) == "VBN" || tags.rel(kid) == "acl:relcl")
}

/// Whether a verb is passive: with a passive subject or auxiliary, or a bare participle.
pub fn is_passive(tags: &Tags, at: usize) -> bool {
    let marked = tags.children(at).any(|kid| matches!(tags.rel(kid), "nsubj:pass" | "aux:pass"));
    let bare = tags.xpos(at) == "VBN"
        && matches!(tags.rel(at), "acl" | "advcl")
        && tags.children_by(at, "aux").next().is_none()
        && tags.child_by(at, "obj").is_none();
    let along = tags.rel(at) == "conj"
        && tags.xpos(at) == "VBN"
        && tags.child_by(at, "nsubj").is_none()
        && tags.child_by(at, "aux").is_none()
        && tags.head(at).is_some_and(|head| head != at && head_is_passive(tags, head));
    marked || bare || along
}

/// The verb whose helpers a verb beside it shares: "would sign the deal and open a corridor".
pub fn leans_on(tags: &Tags, at: usize) -> Option<usize> {
    let own = |kid: usize| matches!(tags.base_rel(kid), "aux" | "nsubj" | "mark" | "cop");
    let alike = |first: usize| first < at && tags.xpos(first) == tags.xpos(at);
    let bare = tags.rel(at) == "conj"
        && matches!(tags.xpos(at), "VB" | "VBG" | "VBN")
        && !tags.children(at).any(own);
    tags.head(at).filter(|&first| bare && alike(first))
}

/// Of "denied that it had fired and accused them", the verb of saying that the second stands beside,
/// though it hangs on what was said.
pub fn said_beside(tags: &Tags, book: &Book, at: usize) -> Option<usize> {
    let says = ["speak", "accuse", "condemn", "urge", "demandverb", "threaten", "agree", "reject"];
    let past = |verb: usize| tags.xpos(verb) == "VBD" && tags.child_by(verb, "aux").is_none();
    let own = tags.child_by(at, "nsubj").is_some();
    let head = tags.head(at).filter(|_| tags.rel(at) == "conj" && past(at) && !own)?;
    let told = tags.rel(head) == "ccomp" && tags.child_by(head, "aux").is_some();
    let fits = told && says.iter().any(|class| book.words.is(tags.lemma(at), class));
    tags.head(head).filter(|&above| fits && past(above) && above < head)
}

fn head_is_passive(tags: &Tags, at: usize) -> bool {
    tags.children(at).any(|kid| matches!(tags.rel(kid), "nsubj:pass" | "aux:pass"))
}

/// A phrase head and those coordinated with it.
pub fn with_conjuncts(tags: &Tags, head: usize) -> Vec<usize> {
    let mut all = vec![head];
    // "Germany pledged 60 million euros and Spain 20 million": Spain stands beside Germany.
    let gapped = |kid: usize| {
        let amount = tags.child_by(kid, "nummod").is_some_and(|number| number > kid);
        amount && tags.upos(kid) == Upos::Propn
    };
    let others = tags.children_by(head, "conj");
    all.extend(others.filter(|&kid| tags.upos(kid) != Upos::Verb && !gapped(kid)));
    all
}

// Who does it and to whom it is done, as far as subjects tell: the two sides of a verb.
fn sides(tags: &Tags, at: usize, depth: usize) -> (Vec<usize>, Vec<usize>) {
    let (mut subjects, mut patients) = (Vec::new(), Vec::new());
    if depth > 6 {
        return (subjects, patients);
    }
    let passive = is_passive(tags, at);
    let mut before = false;
    for kid in tags.children_by(at, "nsubj") {
        let heads = antecedents(tags, at, kid);
        // A second subject behind the verb is an object misread: "the court found him guilty"; so is
        // "which" before the subject of its clause: "a group which it blames".
        let taken_up = is_relative(tags, at, kid)
            && tags.children_by(at, "nsubj").any(|other| other > kid && other < at);
        let misread = before && kid > at || taken_up;
        before |= kid < at;
        if passive || misread { patients.extend(heads) } else { subjects.extend(heads) }
    }
    if passive {
        for oblique in obliques(tags, at).into_iter().filter(|oblique| oblique.prep == "by") {
            subjects.extend(with_conjuncts(tags, oblique.head));
        }
    }
    if subjects.is_empty() && patients.is_empty() || (passive && patients.is_empty()) {
        let borrowed = borrowed_subjects(tags, at, depth);
        if passive { patients.extend(borrowed) } else { subjects.extend(borrowed) }
    }
    (subjects, patients)
}

// "who" and "which" stand for the noun that the clause belongs to.
fn antecedents(tags: &Tags, verb: usize, subject: usize) -> Vec<usize> {
    if is_relative(tags, verb, subject) {
        let owner = tags.upward(verb).take(4).find(|&at| tags.base_rel(at) == "acl");
        if let Some(noun) = owner.and_then(|clause| tags.head(clause)) {
            return vec![noun];
        }
    }
    with_conjuncts(tags, subject)
}

fn is_relative(tags: &Tags, verb: usize, subject: usize) -> bool {
    matches!(tags.xpos(subject), "WDT" | "WP")
        || (tags.rel(verb) == "acl:relcl" && tags.lemma(subject) == "that")
}

// A clause without a subject takes that of the clause it hangs on.
fn borrowed_subjects(tags: &Tags, at: usize, depth: usize) -> Vec<usize> {
    let Some(head) = tags.head(at) else { return Vec::new() };
    match tags.rel(at) {
        "xcomp" => match tags.child_by(head, "obj").or_else(|| tags.child_by(head, "iobj")) {
            Some(object) if tags.upos(head) == Upos::Verb => antecedents(tags, head, object),
            _ => one_side(tags, head, depth),
        },
        "conj" | "advcl" | "parataxis" if tags.upos(head) != Upos::Noun => {
            one_side(tags, head, depth)
        }
        "ccomp" if tags.xpos(at) == "VBG" => one_side(tags, head, depth),
        "acl" => {
            // "the decision to withdraw" is its owner's; "a man suspected of" is the man's.
            let owner = tags.children(head).find(|&kid| tags.rel(kid) == "nmod:poss");
            let governor = tags.head(head).filter(|_| tags.base_rel(head) == "obj");
            match (tags.xpos(at), owner, governor) {
                ("VB", Some(owner), _) => with_conjuncts(tags, owner),
                ("VB", None, Some(verb)) => one_side(tags, verb, depth),
                _ => with_conjuncts(tags, head),
            }
        }
        "acl:relcl" if tags.child_by(at, "obj").is_some() || is_passive(tags, at) => vec![head],
        _ => Vec::new(),
    }
}

fn one_side(tags: &Tags, verb: usize, depth: usize) -> Vec<usize> {
    if !matches!(tags.upos(verb), Upos::Verb | Upos::Aux | Upos::Adj | Upos::Noun) {
        return Vec::new();
    }
    let (subjects, patients) = sides(tags, verb, depth + 1);
    if is_passive(tags, verb) { patients } else { subjects }
}

fn own_objects(tags: &Tags, at: usize) -> Vec<usize> {
    let mut objects = Vec::new();
    for kid in tags.children(at) {
        // "call off a strike": an oblique without a preposition is an object misread.
        let bare = tags.rel(kid) == "obl" && tags.child_by(kid, "case").is_none();
        if matches!(tags.rel(kid), "obj" | "iobj") || bare {
            objects.extend(antecedents(tags, at, kid));
        }
    }
    // "the accord that they signed": the object is what the clause belongs to.
    let gapped = tags.rel(at) == "acl:relcl" && objects.is_empty() && !is_passive(tags, at);
    if gapped {
        let subject = tags.children_by(at, "nsubj").next();
        // "whose rating has sunk": the noun is there already.
        let whose = |kid: usize| tags.children(kid).any(|owner| tags.xpos(owner) == "WP$");
        let taken = |kid: usize| matches!(tags.xpos(kid), "WDT" | "WP") || whose(kid);
        let gap = subject.is_some_and(|kid| !taken(kid));
        objects.extend(tags.head(at).filter(|_| gap));
    }
    objects
}

fn obliques(tags: &Tags, at: usize) -> Vec<Oblique> {
    tags.children(at)
        .filter(|&kid| matches!(tags.base_rel(kid), "obl" | "nmod"))
        .flat_map(|kid| phrases(tags, kid))
        .collect()
}

fn nominal_obliques(tags: &Tags, noun: usize) -> Vec<Oblique> {
    tags.children(noun)
        .filter(|&kid| tags.rel(kid) == "nmod" || tags.base_rel(kid) == "obl")
        .flat_map(|kid| phrases(tags, kid))
        .collect()
}

fn deep_obliques(tags: &Tags, noun: usize, depth: usize) -> Vec<Oblique> {
    let mut found = nominal_obliques(tags, noun);
    if depth < 3 {
        for kid in tags.children_by(noun, "nmod") {
            found.extend(deep_obliques(tags, kid, depth + 1));
        }
    }
    found
}

fn phrases(tags: &Tags, head: usize) -> Vec<Oblique> {
    let case = tags.children_by(head, "case").find(|&kid| tags.xpos(kid) != "POS");
    let Some(case) = case else { return Vec::new() };
    let prep = tags.lemma(case).to_lowercase();
    let heads = with_conjuncts(tags, head);
    heads.into_iter().map(|head| Oblique { prep: prep.clone(), head }).collect()
}

fn complements(tags: &Tags, at: usize) -> Vec<usize> {
    tags.children(at)
        .filter(|&kid| match tags.rel(kid) {
            "xcomp" | "ccomp" | "acl" => true,
            // "called on them to leave" is often read as an adverbial clause.
            "advcl" => {
                let marked = tags.children(kid).any(|k| matches!(tags.rel(k), "mark" | "case"));
                tags.xpos(kid) == "VB" || (tags.xpos(kid) == "VBG" && marked)
            }
            _ => false,
        })
        .collect()
}

fn particles(tags: &Tags, at: usize) -> Vec<String> {
    tags.children(at)
        .filter(|&kid| matches!(tags.base_rel(kid), "compound" | "advmod"))
        .filter(|&kid| matches!(tags.upos(kid), Upos::Adp | Upos::Adv | Upos::Part))
        .map(|kid| tags.lemma(kid).to_lowercase())
        .collect()
}

/// The words that tell what a phrase is: its head, what is compounded with it, and "of" phrases.
pub fn core(tags: &Tags, head: usize) -> Vec<usize> {
    let mut words = Vec::new();
    let mut open = vec![(head, 0)];
    while let Some((at, depth)) = open.pop() {
        if depth > 3 || words.len() > 40 {
            continue;
        }
        words.push(at);
        for kid in tags.children(at) {
            let close = match tags.rel(kid) {
                "compound" | "amod" | "flat" | "conj" | "nummod" | "appos" | "goeswith" => true,
                "nmod" | "nmod:unmarked" => {
                    tags.child_by(kid, "case").is_none_or(|case| tags.lemma(case) == "of")
                }
                _ => false,
            };
            if close && tags.upos(kid) != Upos::Verb {
                open.push((kid, depth + 1));
            }
        }
    }
    words
}
