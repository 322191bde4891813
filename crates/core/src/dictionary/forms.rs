//! The headwords a French word in a text may stand under: pure rules over endings, and a list of the most frequent
//! irregular forms. Too many are offered rather than too few: what is no headword is simply not found.
//!
//! Source: the endings of the regular conjugations and of the plural and feminine in Grevisse and Goosse, « Le bon usage »,
//! 16th edition, chapters on the noun, the adjective and the verb.

/// Endings as they are met, and what the headword may have in their place; longer ones first within a group.
const ENDINGS: &[(&str, &[&str])] = &[
    // Plural and feminine.
    ("eaux", &["eau"]),
    ("eux", &["eu"]),
    ("aux", &["al", "ail"]),
    ("trices", &["teur"]),
    ("trice", &["teur"]),
    ("euses", &["eur", "eux"]),
    ("euse", &["eur", "eux"]),
    ("elles", &["el", "eau"]),
    ("elle", &["el", "eau"]),
    ("ennes", &["en"]),
    ("enne", &["en"]),
    ("onnes", &["on"]),
    ("onne", &["on"]),
    ("ères", &["er"]),
    ("ère", &["er"]),
    ("ches", &["c"]),
    ("che", &["c"]),
    ("ives", &["if"]),
    ("ive", &["if"]),
    ("ettes", &["et"]),
    ("ette", &["et"]),
    // Verbs in -ir like finir.
    ("issaient", &["ir"]),
    ("issions", &["ir"]),
    ("issent", &["ir"]),
    ("issons", &["ir"]),
    ("issait", &["ir"]),
    ("issais", &["ir"]),
    ("issant", &["ir"]),
    ("issez", &["ir"]),
    ("isse", &["ir"]),
    // Futures and conditionals of all verbs.
    ("eraient", &["er"]),
    ("iraient", &["ir"]),
    ("raient", &["re"]),
    ("erions", &["er"]),
    ("erons", &["er"]),
    ("irons", &["ir"]),
    ("eront", &["er"]),
    ("iront", &["ir"]),
    ("rons", &["re"]),
    ("ront", &["re"]),
    ("erais", &["er"]),
    ("erait", &["er"]),
    ("irais", &["ir"]),
    ("irait", &["ir"]),
    ("rait", &["re"]),
    ("rais", &["re"]),
    ("erai", &["er"]),
    ("eras", &["er"]),
    ("erez", &["er"]),
    ("irai", &["ir"]),
    ("iras", &["ir"]),
    ("irez", &["ir"]),
    ("rez", &["re"]),
    ("rai", &["re"]),
    ("ras", &["re"]),
    ("era", &["er"]),
    ("ira", &["ir"]),
    ("ra", &["re"]),
    // The other simple tenses and the participles.
    ("geaient", &["ger"]),
    ("geait", &["ger"]),
    ("geant", &["ger"]),
    ("geons", &["ger"]),
    ("gea", &["ger"]),
    ("çaient", &["cer"]),
    ("çait", &["cer"]),
    ("çant", &["cer"]),
    ("çons", &["cer"]),
    ("ça", &["cer"]),
    ("aient", &["er", "ir", "re"]),
    ("èrent", &["er"]),
    ("irent", &["ir", "re"]),
    ("urent", &["oir", "re", "ir"]),
    ("âmes", &["er"]),
    ("ions", &["er", "ir", "re"]),
    ("ons", &["er", "ir", "re"]),
    ("ent", &["er", "ir", "re"]),
    ("ait", &["er", "ir", "re"]),
    ("ais", &["er", "ir", "re"]),
    ("ant", &["er", "ir", "re"]),
    ("iez", &["er", "ir", "re"]),
    ("ez", &["er", "ir", "re"]),
    ("ées", &["er", "é"]),
    ("ée", &["er", "é"]),
    ("és", &["er", "é"]),
    ("é", &["er"]),
    ("ies", &["ir", "i"]),
    ("ie", &["ir", "i"]),
    ("is", &["ir", "re", "i"]),
    ("it", &["ir", "re"]),
    ("i", &["ir"]),
    ("ues", &["re", "oir", "ir", "u"]),
    ("ue", &["re", "oir", "ir", "u"]),
    ("us", &["re", "oir", "ir", "u"]),
    ("ut", &["oir", "re"]),
    ("u", &["re", "oir", "ir"]),
    ("ai", &["er"]),
    ("as", &["er"]),
    ("a", &["er"]),
    ("es", &["er", "e", ""]),
    ("e", &["er", "ir", ""]),
    ("x", &[""]),
    ("s", &["", "re", "ir"]),
    ("t", &["re", "ir"]),
    ("d", &["dre"]),
];

/// Forms that no ending explains, by headword: only those met on any page.
const IRREGULAR: &[(&str, &str)] = &[
    (
        "être",
        "suis es est sommes êtes sont étais était étions étiez étaient fus fut furent serai sera seront serait seraient \
         soit soient soyons été étant",
    ),
    (
        "avoir",
        "ai as a avons avez ont avais avait avions aviez avaient eus eut eurent aurai aura auront aurait auraient aie ait \
         aient eu eue eus ayant",
    ),
    (
        "aller",
        "vais vas va allons allez vont irai ira iront irait iraient aille aillent allé",
    ),
    (
        "faire",
        "fais fait faisons faites font faisait faisaient fit firent ferai fera feront ferait feraient fasse fassent faite \
         faits faisant",
    ),
    (
        "pouvoir",
        "peux peut pouvons pouvez peuvent pouvait pouvaient put purent pourra pourront pourrait pourraient puisse \
         puissent pu",
    ),
    (
        "vouloir",
        "veux veut voulons voulez veulent voulut voudra voudront voudrait voudraient veuille veuillent voulu",
    ),
    (
        "devoir",
        "dois doit devons devez doivent dut durent devra devront devrait devraient doive doivent dû due dus dues",
    ),
    (
        "savoir",
        "sais sait savons savez savent sut surent saura sauront saurait sauraient sache sachent su sachant",
    ),
    (
        "voir",
        "vois voit voyons voyez voient vit virent verra verront verrait verraient voie vu vue vus vues voyant",
    ),
    (
        "venir",
        "viens vient venons venez viennent vint vinrent viendra viendront viendrait vienne venu venue venus venues",
    ),
    (
        "tenir",
        "tiens tient tenons tenez tiennent tint tinrent tiendra tiendront tiendrait tienne tenu tenue tenus tenues",
    ),
    (
        "prendre",
        "prends prend prenons prenez prennent prenait prenaient prit prirent prenne pris prise prises prenant",
    ),
    (
        "mettre",
        "mets met mettons mettez mettent mit mirent mette mis mise mises mettant",
    ),
    (
        "dire",
        "dis dit disons dites disent disait disaient dirent dise dite dits disant",
    ),
    (
        "croire",
        "crois croit croyons croyez croient croyait crut crurent cru croyant",
    ),
    (
        "écrire",
        "écris écrit écrivons écrivez écrivent écrivait écrivit écrite écrits écrivant",
    ),
    (
        "lire",
        "lis lit lisons lisez lisent lisait lut lurent lu lue lus lues lisant",
    ),
    ("vivre", "vis vit vivons vivez vivent vivait vécut vécurent vécu vivant"),
    ("falloir", "faut fallait fallut faudra faudrait faille fallu"),
    ("œil", "yeux"),
    ("ciel", "cieux"),
    ("monsieur", "messieurs"),
    ("madame", "mesdames"),
    ("beau", "bel belle belles beaux"),
    ("nouveau", "nouvel nouvelle nouvelles nouveaux"),
    ("vieux", "vieil vieille vieilles"),
    ("le", "la les l"),
    ("un", "une"),
    ("du", "des"),
    ("ce", "cet cette ces c"),
    ("me", "m"),
    ("te", "t"),
    ("se", "s"),
    ("de", "d"),
    ("ne", "n"),
    ("que", "qu"),
    ("je", "j"),
];

/// Words that lose their vowel before another word.
const ELIDED: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
];

/// How a headword is compared: in small letters, with the typewriter's apostrophe.
pub(super) fn key(word: &str) -> String {
    word.trim().to_lowercase().replace('’', "'")
}

/// Headwords the word may stand under, the likeliest first: itself, then what its ending suggests.
pub(super) fn forms(word: &str) -> Vec<String> {
    let whole = key(word.trim_matches(|character: char| !character.is_alphanumeric()));
    let mut forms = vec![whole.clone()];
    let mut add = |form: String| {
        if !form.is_empty() && !forms.contains(&form) {
            forms.push(form);
        }
    };
    let bare = match whole.split_once('\'') {
        Some((before, after)) if ELIDED.contains(&before) && !after.is_empty() => after.to_owned(),
        _ => whole.clone(),
    };
    add(bare.clone());
    for (headword, list) in IRREGULAR {
        if list.split_whitespace().any(|form| form == bare) {
            add((*headword).to_owned());
        }
    }
    for (ending, instead) in ENDINGS {
        let Some(stem) = bare.strip_suffix(ending) else {
            continue;
        };
        // A stem of one letter says nothing.
        if stem.chars().count() < 2 {
            continue;
        }
        for other in *instead {
            add(format!("{stem}{other}"));
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, headword: &str) {
        let found = forms(word);
        assert!(
            found.contains(&headword.to_owned()),
            "{word}: {headword} is not in {found:?}"
        );
    }

    #[test]
    fn words_are_found_under_their_headwords() {
        for (word, headword) in [
            ("volumes", "volume"),
            ("journaux", "journal"),
            ("bateaux", "bateau"),
            ("versé", "verser"),
            ("garantissaient", "garantir"),
            ("attendait", "attendre"),
            ("mangeaient", "manger"),
            ("lancèrent", "lancer"),
            ("heureuses", "heureux"),
            ("lectrice", "lecteur"),
            ("première", "premier"),
            ("vendu", "vendre"),
            ("yeux", "œil"),
            ("seront", "être"),
            ("L’Accueil", "accueil"),
            ("qu’elle", "elle"),
            ("aujourd’hui", "aujourd'hui"),
            ("«\u{a0}Nous", "nous"),
        ] {
            check(word, headword);
        }
    }

    #[test]
    fn the_word_itself_comes_first() {
        assert_eq!(forms("Portes")[0], "portes");
        assert_eq!(forms("été")[0], "été");
    }
}
