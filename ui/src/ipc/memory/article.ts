/**
 * An article of our own, with the traps of real ones, its careful English version, and what a rough engine makes of it.
 *
 * Inline markup is written as in Markdown and taken apart by {@link marked}, so that offsets are never counted by hand.
 */
import type { BlockKind, MarkDto } from '../generated';

export interface Line {
  readonly french: string;
  readonly reference: string;
  readonly rough: string;
}

export interface Passage {
  readonly kind: BlockKind;
  readonly level: number;
  readonly lines: readonly Line[];
}

const passage = (kind: BlockKind, level: number, ...lines: [french: string, reference: string, rough: string][]) => ({
  kind,
  level,
  lines: lines.map(([french, reference, rough]) => ({ french, reference, rough })),
});

export const springs = {
  title: 'La carte des sources oubliées',
  source: 'Le Versant',
  byline: 'Inès Kervadec',
  published: '14 novembre',
  passages: [
    passage('title', 1, [
      'La carte des sources oubliées',
      'The map of forgotten springs',
      'The map of the forgotten sources',
    ]),
    passage(
      'paragraph',
      0,
      [
        'Chaque samedi, à 7 h 30, une dizaine de marcheurs quittent la place de Saint-Aubrac, une carte d’état-major de 1847 dans le sac.',
        'Every Saturday at half past seven, ten or so walkers set out from the square in Saint-Aubrac with an 1847 survey map in their bags.',
        'Each Saturday, at 7 h 30, a dozen of walkers leave the place of Saint-Aubrac, a letter of state-major of 1847 in the bag.',
      ],
      ['Ils cherchent de l’eau.', 'They are looking for water.', 'They look for water.'],
      [
        'Pas celle des robinets : celle que les anciens allaient puiser à la combe, et dont plus personne ne sait le chemin.',
        'Not the kind that comes from taps: the kind their elders drew in the hollow, along a path no one remembers.',
        'Not the one of the taps: that that the ancients went to draw to the combe, and whose more nobody knows the way.',
      ],
    ),
    passage(
      'paragraph',
      0,
      [
        '« On croyait en trouver une vingtaine, raconte Mme Odile Ferrand, institutrice à la retraite ; nous en sommes à 312. »',
        '“We thought we’d find twenty or so,” says Odile Ferrand, a retired schoolteacher. “We are at 312.”',
        '“It believed to find a score, tells Mrs Odile Ferrand, teacher to the retirement; we are to 312.”',
      ],
      [
        'Certaines ne donnent plus qu’un filet, d’autres débitent 1 200 litres à l’heure.',
        'Some are down to a trickle; others run at 1,200 litres an hour.',
        'Some do not give more than a net, others debit 1 200 litres to the hour.',
      ],
      [
        'Toutes portent un nom, que l’on avait cessé de prononcer.',
        'Every one has a name that people had stopped saying.',
        'All carry a name, that had ceased to pronounce.',
      ],
    ),
    passage('heading', 2, ['Un inventaire à hauteur d’homme', 'A survey on foot', 'An inventory to height of man']),
    passage(
      'paragraph',
      0,
      [
        'Le principe tient en une page, affichée à la mairie.',
        'The rules fit on one page, pinned up at the town hall.',
        'The principle has in a page, posted to the town hall.',
      ],
      ['Trois lignes suffisent :', 'Three lines are enough:', 'Three lines are sufficient:'],
    ),
    passage('list-item', 1, [
      'marcher *lentement*, et toujours à deux ;',
      'walk slowly, and always in pairs;',
      'walk slowly, and always to two;',
    ]),
    passage('list-item', 1, [
      'noter l’heure, la température et le débit, p. ex. « 9,4 °C, 3 l/min » ;',
      'write down the time, the temperature and the flow, e.g. “9.4 °C, 3 l/min”;',
      'note the hour, the temperature and the debit, p. ex. “9,4 °C, 3 l/min”;',
    ]),
    passage('list-item', 1, [
      'ne rien déplacer : ni pierre, ni planche, ni crapaud.',
      'move nothing: no stone, no plank, no toad.',
      'nothing to move: neither stone, nor board, nor toad.',
    ]),
    passage(
      'paragraph',
      0,
      [
        'Les relevés rejoignent ensuite une [base publique](https://sources.example/carte), que M. J. Le Bihan, hydrologue, corrige le dimanche soir.',
        'The readings then go into a public database, which J. Le Bihan, a hydrologist, corrects on Sunday evenings.',
        'The readings join afterwards a public base, that Mr J. Le Bihan, hydrologist, corrects the Sunday evening.',
      ],
      [
        '« Je reçois des coordonnées au bord d’un ravin, des photos floues, parfois un poème », s’amuse-t-il.',
        '“I get coordinates on the edge of a ravine, blurred photos, now and then a poem,” he says, amused.',
        '“I receive coordinates to the edge of a ravine, fuzzy photos, sometimes a poem”, it amuses itself.',
      ],
      [
        '« Mais l’erreur moyenne est de six mètres.',
        '“But the mean error is six metres.',
        '“But the half error is of six metres.',
      ],
      ['Les instituts ne font pas mieux ! »', 'No institute does better!”', 'The institutes do not do better!”'],
    ),
    passage(
      'quote',
      0,
      ['Une source, cela ne se possède pas.', 'A spring is not something you own.', 'A source, this does not possess.'],
      ['Cela se salue.', 'You greet it.', 'This is greeted.'],
    ),
    passage('heading', 2, ['Ce que l’eau raconte', 'What the water tells', 'What the water tells']),
    passage(
      'paragraph',
      0,
      ['À quoi bon ?', 'What is the point?', 'To what good?'],
      [
        'La question revient souvent, surtout au conseil départemental, qui a versé 4 500 euros, soit **moins d’un tiers** de la somme promise.',
        'The question often comes up, above all at the departmental council, which has paid 4,500 euros, less than a third of the sum it promised.',
        'The question returns often, especially to the departmental council, that has poured 4 500 euros, is less than a third of the promised sum.',
      ],
      [
        'La réponse est venue de la sécheresse de 2025.',
        'The answer came with the drought of 2025.',
        'The answer has come of the drought of 2025.',
      ],
      [
        'Pendant onze semaines, les camions-citernes ont ravitaillé quatorze villages ; deux seulement n’ont manqué de rien.',
        'For eleven weeks tankers supplied fourteen villages; only two wanted for nothing.',
        'During eleven weeks, the lorries-tanks have supplied fourteen villages; two only have not lacked nothing.',
      ],
      [
        'Ils avaient rouvert leurs sources au printemps.',
        'They had reopened their springs that April.',
        'They had reopened their sources to the spring.',
      ],
    ),
    passage(
      'paragraph',
      0,
      [
        'L’agence de l’eau a relu l’inventaire (elle l’avait d’abord pris pour un passe-temps) et demandé les données.',
        'The water agency read the survey again (it had first taken it for a hobby) and asked for the data.',
        'The agency of the water has reread the inventory (it had first taken it for a hobby) and asked the data.',
      ],
      [
        'M. Le Bihan a répondu par la commande qu’il tape chaque semaine, `sources --depuis 2019`, et par une invitation à venir marcher.',
        'Mr Le Bihan replied with the command he types every week, sources --depuis 2019, and an invitation to come for a walk.',
        'Mr Le Bihan has answered by the command that types each week, sources --depuis 2019, and by an invitation to come to walk.',
      ],
    ),
    passage('separator', 0),
    passage(
      'paragraph',
      0,
      [
        'Reste la plus ancienne, la *Font-Basse*, que trois cartes situent à trois endroits différents.',
        'That leaves the oldest, the Font-Basse, which three maps put in three different places.',
        'Remains the most ancient, the Font-Basse, that three maps situate to three different places.',
      ],
      [
        'On l’a cherchée quatre hivers de suite.',
        'They searched for it four winters running.',
        'It has looked for it four winters in a row.',
      ],
      [
        'Samedi dernier, Lina, neuf ans, s’est assise pour refaire son lacet, et elle a dit : « Écoutez… »',
        'Last Saturday Lina, who is nine, sat down to retie her shoelace, and said: “Listen…”',
        'Saturday last, Lina, nine years, has sat to remake her lace, and she has said: “Listen…”',
      ],
    ),
  ] satisfies Passage[],
};

/** Other articles of the library: head only, and one paragraph so that they open. */
export const others = [
  {
    title: 'Ce que disent les carottes de glace',
    source: 'Revue du Nord',
    byline: 'Paul Astier',
    published: null,
    words: 2430,
    days: 0,
    text: 'À trois mille mètres de profondeur, la glace a gardé l’air de huit cent mille hivers.',
  },
  {
    title: 'Au tribunal, la langue des autres',
    source: 'Le Greffe',
    byline: null,
    published: null,
    words: 1710,
    days: 3,
    text: 'Dans la salle d’audience, l’interprète parle toujours à la première personne.',
  },
  {
    title: 'Trois marchés, trois saisons',
    source: 'Carnet de route',
    byline: null,
    published: null,
    words: 1290,
    days: 4,
    text: 'Au marché de Vaucelles, on ne demande pas le prix des cerises : on le devine.',
  },
  {
    title: 'Lettre d’une sismologue à sa fille',
    source: null,
    byline: null,
    published: null,
    words: 905,
    days: 24,
    text: 'La terre bouge, ma fille, et c’est pour cela qu’il y a des montagnes.',
  },
] as const;

const MARKUP = /\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`|\[(.+?)\]\((.+?)\)/gu;

/** Takes the markup out of a line and says, in UTF-16 code units, where it was. */
export function marked(line: string): { text: string; marks: MarkDto[] } {
  const marks: MarkDto[] = [];
  let text = '';
  let after = 0;
  for (const found of line.matchAll(MARKUP)) {
    text += line.slice(after, found.index);
    after = found.index + found[0].length;
    const [, strong, emphasis, code, link, url] = found;
    const inner = strong ?? emphasis ?? code ?? link ?? '';
    const kind = strong ? 'strong' : emphasis ? 'emphasis' : code ? 'code' : 'link';
    marks.push({ start: text.length, end: text.length + inner.length, kind, url: url ?? null });
    text += inner;
  }
  return { text: text + line.slice(after), marks };
}
