/**
 * French spacing at display. The stored text keeps the spaces its author typed; on screen each ordinary space that the
 * norm wants otherwise is replaced by exactly one other character, so that no UTF-16 offset ever shifts.
 *
 * Norm: Imprimerie nationale, « Lexique des règles typographiques en usage à l’Imprimerie nationale », table of spaces
 * at « Ponctuation » and « Nombres »: a thin no-break space before ; ! ? and between groups of three digits, a no-break
 * word space before : and % and inside guillemets, between a number and its unit, after titles and initials.
 *
 * Incomplete: a space that is missing is not added (that would shift offsets), and the dashes of a parenthesis are left
 * alone, because an opening dash cannot be told from a closing one within a sentence.
 */

/** NARROW NO-BREAK SPACE: the typographer's « espace fine insécable ». */
export const THIN = '\u202F';
/** NO-BREAK SPACE: the « espace mots insécable ». */
export const FIXED = '\u00A0';

// Any of the spaces that authors and web pages put there: ordinary, no-break, thin, narrow no-break.
const SPACE = '[ \u00A0\u2009\u202F]';

const UNITS =
  '(?:%|‰|€|\\$|£|°C|°|h|min|s|km/h|km²|km|hm|m²|m³|mm|cm|dm|m|kg|mg|g|t|hl|dl|cl|ml|l|ha|kWh|MWh|GWh|kW|MW|W|V|Hz|kHz|Mo|Go|Ko|' +
  'euros?|dollars?|francs?|milliers?|millions?|milliards?|ans?|siècle|siècles)';
const TITLES = '(?:M|MM|Mme|Mmes|Mlle|Mlles|Dr|Drs|Pr|Prs|Me|Mes|Mgr|St|Ste)';
const REFERENCES = '(?:p|pp|art|al|chap|fig|t|vol|éd|n°|nº|nos|no|§|cf|v)';

type Rule = readonly [pattern: RegExp, space: string];

// Order matters: what comes later decides where two rules meet (« 3 000 € ! »).
const RULES: readonly Rule[] = [
  [new RegExp(`(?<=[«‹])${SPACE}`, 'gu'), FIXED],
  [new RegExp(`${SPACE}(?=[»›])`, 'gu'), FIXED],
  [new RegExp(`${SPACE}(?=:(?![/\\p{L}\\d]))`, 'gu'), FIXED],
  [new RegExp(`${SPACE}(?=[;!?])`, 'gu'), THIN],
  // A number and its unit, and the minutes after an hour: 14 h 30.
  [new RegExp(`(?<=\\d)${SPACE}(?=${UNITS}(?![\\p{L}\\d]))`, 'gu'), FIXED],
  [new RegExp(`(?<=\\d[ \u00A0\u202F]h)${SPACE}(?=[0-5]\\d(?!\\d))`, 'gu'), FIXED],
  // Centuries: XIXe siècle.
  [new RegExp(`(?<=[IVX](?:e|er|ᵉ))${SPACE}(?=siècles?(?!\\p{L}))`, 'gu'), FIXED],
  // Titles, initials and references stay with what they belong to.
  [new RegExp(`(?<=(?<![\\p{L}\\d.-])${TITLES}\\.?)${SPACE}(?=\\p{Lu})`, 'gu'), FIXED],
  [new RegExp(`(?<=(?<![\\p{L}\\d’'])\\p{Lu}\\.)${SPACE}(?=\\p{Lu})`, 'gu'), FIXED],
  [new RegExp(`(?<=(?<![\\p{L}\\d])${REFERENCES}\\.?)${SPACE}(?=[\\dIVX])`, 'gu'), FIXED],
  [new RegExp(`(?<=(?<![\\p{L}\\d])p\\.)${SPACE}(?=ex\\.)`, 'gu'), FIXED],
  // The dash that opens a line of dialogue.
  [new RegExp(`(?<=^[—–])${SPACE}`, 'gu'), FIXED],
];

// 6 200, 1 250 000; not the year before a number (« en 2019 300 personnes »), not a telephone number.
const GROUPED = new RegExp(`(?<![\\d,.])\\d{1,3}(?:${SPACE}\\d{3})+(?!\\d)`, 'gu');
const ANY_SPACE = new RegExp(SPACE, 'gu');

/** The text with French spacing if it is French, else as it is. The result has the same length in UTF-16 units. */
export function typeset(text: string, language: string): string {
  if (!/^fr(?:-|$)/iu.test(language)) return text;
  const spaced = RULES.reduce((line, [pattern, space]) => line.replace(pattern, space), text);
  return spaced.replace(GROUPED, (group) => group.replace(ANY_SPACE, THIN));
}
