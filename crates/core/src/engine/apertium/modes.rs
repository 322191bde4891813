//! Which pairs are installed, and the way from one language to another over them.

use std::collections::{BTreeMap, BTreeSet};

use visavis_text::Language;

use crate::engine::{Pair, Pairs};

/// Languages to go through when there is no direct way, best first; those not named come after, in alphabetical order.
///
/// Measured on French news text into English, chrF++ / BLEU (sacreBLEU, 997 sentences of FLORES-200 dev): through
/// Spanish 47.0 / 16.0, Catalan 46.3 / 15.3, Esperanto 43.0 / 13.3.
const PIVOTS: [&str; 3] = ["es", "ca", "eo"];

/// One translation direction of the program (`fr-es`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mode {
    /// Its name, as the program takes it.
    pub(super) name: String,
    from: Language,
    to: Language,
}

/// The directions that are installed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Modes(Vec<Mode>);

impl Modes {
    /// Reads what `apertium -l` prints: one name a line, indented.
    ///
    /// Names that are no plain pair of languages (`eco-fr-es`, `fra-cat_pre2017`) are variants for particular wants and
    /// left out, except national forms (`spa-eng_US`) and Valencian, which have language tags of their own.
    pub(super) fn parse(listing: &str) -> Self {
        let mut modes: Vec<Mode> = listing.lines().filter_map(|line| Mode::parse(line.trim())).collect();
        // The plain form before its national forms, so that a search finds it first.
        modes.sort_by(|a, b| a.name.cmp(&b.name));
        Self(modes)
    }

    /// Every pair that can be reached: directly or over one language.
    ///
    /// Two languages in between would be possible; what comes out then is not worth reading.
    pub(super) fn pairs(&self) -> Pairs {
        let mut pairs = BTreeSet::new();
        for first in &self.0 {
            pairs.insert(Pair {
                from: first.from.clone(),
                to: first.to.clone(),
            });
            for second in &self.0 {
                if second.from.same_language(&first.to) && !second.to.same_language(&first.from) {
                    pairs.insert(Pair {
                        from: first.from.clone(),
                        to: second.to.clone(),
                    });
                }
            }
        }
        Pairs::Listed(pairs)
    }

    /// The shortest way from one language to the other, by preference among equally short ones.
    pub(super) fn way(&self, from: &Language, to: &Language) -> Option<Vec<&Mode>> {
        if let Some(mode) = self.direct(from, to) {
            return Some(vec![mode]);
        }
        let mut pivots: BTreeMap<(usize, &str), &Language> = BTreeMap::new();
        for mode in self.0.iter().filter(|mode| mode.from.same_language(from)) {
            let rank = PIVOTS
                .iter()
                .position(|pivot| *pivot == mode.to.primary())
                .unwrap_or(PIVOTS.len());
            pivots.entry((rank, mode.to.primary())).or_insert(&mode.to);
        }
        pivots
            .values()
            .find_map(|pivot| Some(vec![self.direct(from, pivot)?, self.direct(pivot, to)?]))
    }

    /// The direction between two languages: the one with exactly these tags, or else the plainest.
    fn direct(&self, from: &Language, to: &Language) -> Option<&Mode> {
        let candidates = || {
            self.0
                .iter()
                .filter(|mode| mode.from.same_language(from) && mode.to.same_language(to))
        };
        candidates().find(|mode| mode.to == *to).or_else(|| candidates().next())
    }
}

impl Mode {
    fn parse(name: &str) -> Option<Self> {
        let (from, to) = name.split_once('-')?;
        Some(Self {
            name: name.to_owned(),
            from: language(from)?,
            to: language(to)?,
        })
    }
}

/// The way as a reader should see it: `fr → es → en`.
pub(super) fn show(way: &[&Mode]) -> String {
    let mut shown = way.first().map(|mode| mode.from.to_string()).unwrap_or_default();
    for mode in way {
        shown.push_str(" → ");
        shown.push_str(&mode.to.to_string());
    }
    shown
}

/// The language of one half of a mode's name: an ISO 639 code of two or three letters, with a form after `_`.
fn language(code: &str) -> Option<Language> {
    let (code, form) = code
        .split_once('_')
        .map_or((code, None), |(code, form)| (code, Some(form)));
    if !(2..=3).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let primary = ISO_639
        .binary_search_by_key(&code, |(three, _)| three)
        .map_or(code, |index| ISO_639[index].1);
    let tag = match form {
        None => primary.to_owned(),
        Some(form) if form == "valencia" || is_region(form) => format!("{primary}-{form}"),
        Some(_) => return None,
    };
    tag.parse().ok()
}

fn is_region(form: &str) -> bool {
    form.len() == 2 && form.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Three-letter codes that have a two-letter one, which BCP 47 wants (ISO 639-3 and 639-1; with the individual
/// languages Apertium names where the two-letter code means the whole group, such as `arb` for `ar`). Sorted.
#[rustfmt::skip]
const ISO_639: &[(&str, &str)] = &[
    ("aar", "aa"), ("abk", "ab"), ("afr", "af"), ("aka", "ak"), ("als", "sq"), ("amh", "am"), ("ara", "ar"),
    ("arb", "ar"), ("arg", "an"), ("asm", "as"), ("ava", "av"), ("ave", "ae"), ("aym", "ay"), ("aze", "az"),
    ("bak", "ba"), ("bam", "bm"), ("bel", "be"), ("ben", "bn"), ("bis", "bi"), ("bod", "bo"), ("bos", "bs"),
    ("bre", "br"), ("bul", "bg"), ("cat", "ca"), ("ces", "cs"), ("cha", "ch"), ("che", "ce"), ("chu", "cu"),
    ("chv", "cv"), ("cor", "kw"), ("cos", "co"), ("cre", "cr"), ("cym", "cy"), ("dan", "da"), ("deu", "de"),
    ("div", "dv"), ("dzo", "dz"), ("ekk", "et"), ("ell", "el"), ("eng", "en"), ("epo", "eo"), ("est", "et"),
    ("eus", "eu"), ("ewe", "ee"), ("fao", "fo"), ("fas", "fa"), ("fij", "fj"), ("fin", "fi"), ("fra", "fr"),
    ("fry", "fy"), ("ful", "ff"), ("gla", "gd"), ("gle", "ga"), ("glg", "gl"), ("glv", "gv"), ("grn", "gn"),
    ("guj", "gu"), ("hat", "ht"), ("hau", "ha"), ("heb", "he"), ("her", "hz"), ("hin", "hi"), ("hmo", "ho"),
    ("hrv", "hr"), ("hun", "hu"), ("hye", "hy"), ("ibo", "ig"), ("ido", "io"), ("iii", "ii"), ("iku", "iu"),
    ("ile", "ie"), ("ina", "ia"), ("ind", "id"), ("ipk", "ik"), ("isl", "is"), ("ita", "it"), ("jav", "jv"),
    ("jpn", "ja"), ("kal", "kl"), ("kan", "kn"), ("kas", "ks"), ("kat", "ka"), ("kau", "kr"), ("kaz", "kk"),
    ("khm", "km"), ("kik", "ki"), ("kin", "rw"), ("kir", "ky"), ("kmr", "ku"), ("kom", "kv"), ("kon", "kg"),
    ("kor", "ko"), ("kua", "kj"), ("kur", "ku"), ("lao", "lo"), ("lat", "la"), ("lav", "lv"), ("lim", "li"),
    ("lin", "ln"), ("lit", "lt"), ("ltz", "lb"), ("lub", "lu"), ("lug", "lg"), ("lvs", "lv"), ("mah", "mh"),
    ("mal", "ml"), ("mar", "mr"), ("mkd", "mk"), ("mlg", "mg"), ("mlt", "mt"), ("mon", "mn"), ("mri", "mi"),
    ("msa", "ms"), ("mya", "my"), ("nau", "na"), ("nav", "nv"), ("nbl", "nr"), ("nde", "nd"), ("ndo", "ng"),
    ("nep", "ne"), ("nld", "nl"), ("nno", "nn"), ("nob", "nb"), ("nor", "no"), ("nya", "ny"), ("oci", "oc"),
    ("oji", "oj"), ("ori", "or"), ("orm", "om"), ("oss", "os"), ("pan", "pa"), ("pes", "fa"), ("pli", "pi"),
    ("pol", "pl"), ("por", "pt"), ("pus", "ps"), ("que", "qu"), ("roh", "rm"), ("ron", "ro"), ("run", "rn"),
    ("rus", "ru"), ("sag", "sg"), ("san", "sa"), ("sin", "si"), ("slk", "sk"), ("slv", "sl"), ("sme", "se"),
    ("smo", "sm"), ("sna", "sn"), ("snd", "sd"), ("som", "so"), ("sot", "st"), ("spa", "es"), ("sqi", "sq"),
    ("srd", "sc"), ("srp", "sr"), ("ssw", "ss"), ("sun", "su"), ("swa", "sw"), ("swe", "sv"), ("tah", "ty"),
    ("tam", "ta"), ("tat", "tt"), ("tel", "te"), ("tgk", "tg"), ("tgl", "tl"), ("tha", "th"), ("tir", "ti"),
    ("ton", "to"), ("tsn", "tn"), ("tso", "ts"), ("tuk", "tk"), ("tur", "tr"), ("twi", "tw"), ("uig", "ug"),
    ("ukr", "uk"), ("urd", "ur"), ("uzb", "uz"), ("ven", "ve"), ("vie", "vi"), ("vol", "vo"), ("wln", "wa"),
    ("wol", "wo"), ("xho", "xh"), ("yid", "yi"), ("yor", "yo"), ("zha", "za"), ("zho", "zh"), ("zsm", "ms"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    const LISTING: &str = "  cat-eng\n  cat-eng_US\n  cat-fra\n  eco-fr-es\n  eng-cat\n  eng-cat_valencia\n  \
                           eng-cat_valencia_uni\n  eng-spa\n  es-fr\n  fr-es\n  fra-cat\n  fra-cat_pre2017\n  spa-eng\n  \
                           spa-eng_US\n";

    fn tag(tag: &str) -> Language {
        tag.parse().unwrap_or(Language::FRENCH)
    }

    fn check_way(listing: &str, from: &str, to: &str, expected: Option<&str>) {
        let modes = Modes::parse(listing);
        let way = modes.way(&tag(from), &tag(to));
        assert_eq!(way.map(|way| show(&way)).as_deref(), expected, "{from} to {to}");
    }

    #[test]
    fn the_shortest_way_is_taken_and_the_better_of_two() {
        check_way(LISTING, "fr", "en", Some("fr → es → en"));
        check_way(LISTING, "fr", "es", Some("fr → es"));
        check_way(LISTING, "en", "fr", Some("en → es → fr"));
        check_way(LISTING, "fr-CA", "en-GB", Some("fr → es → en"));
        check_way("fra-cat\ncat-eng\n", "fr", "en", Some("fr → ca → en"));
        check_way("fra-cat\ncat-eng\nfra-eng\n", "fr", "en", Some("fr → en"));
        check_way(LISTING, "fr", "de", None);
        check_way("", "fr", "en", None);
    }

    #[test]
    fn a_national_form_is_taken_when_it_is_asked_for() {
        check_way(LISTING, "fr", "en-US", Some("fr → es → en-US"));
        check_way(LISTING, "en", "ca-valencia", Some("en → ca-valencia"));
    }

    #[test]
    fn both_sorts_of_codes_mean_the_same_language() {
        let pairs = Modes::parse(LISTING).pairs();
        assert!(pairs.offers(&tag("fr"), &tag("en")));
        assert!(pairs.offers(&tag("es"), &tag("ca")));
        assert!(!pairs.offers(&tag("fr"), &tag("fr")));
        assert!(!pairs.offers(&tag("fr"), &tag("de")));
    }

    #[test]
    fn names_that_are_no_pair_are_left_out() {
        let modes = Modes::parse("eco-fr-es\nfra-cat_pre2017\n\nfoo\nf-e\nFR-ES\n-\nfr-\n");
        assert_eq!(modes, Modes::default());
    }

    #[test]
    fn the_table_can_be_searched() {
        assert!(ISO_639.is_sorted());
    }
}
