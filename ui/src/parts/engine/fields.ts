/** How the fields of engines are called in the window's language. */
import type { PlainKey } from '$i18n/catalogue';
import { en } from '$i18n/en';
import { t } from '$i18n/locale.svelte';
import type { EngineField } from '$ipc/generated';

const isKey = (key: string): key is PlainKey => key in en;

/** A field's name for the reader; one that has none in the catalogue (`own_field`) is shown as it is written. */
export function fieldLabel(field: Pick<EngineField, 'name'>): string {
  const key = `field.${field.name}`;
  if (isKey(key)) return t(key);
  const words = field.name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What there is to say about a field besides its name. */
export function fieldHint(field: Pick<EngineField, 'name'>): string {
  const key = `field.${field.name}.hint`;
  return isKey(key) ? t(key) : '';
}

/** A word of a choice. */
export function choiceLabel(field: Pick<EngineField, 'name'>, choice: string): string {
  const key = `field.${field.name}.${choice}`;
  return isKey(key) ? t(key) : choice;
}

/** What the reader wrote, as the settings hold it; undefined for nothing. A RangeError names a field that cannot be read. */
export function written(field: EngineField, text: string | boolean): unknown {
  if (typeof text === 'boolean') return text ? true : undefined;
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  switch (field.input) {
    case 'number':
    case 'decimal': {
      const value = Number(trimmed.replace(',', '.'));
      if (!Number.isFinite(value)) throw new RangeError(field.name);
      return field.input === 'number' ? Math.round(value) : value;
    }
    case 'table':
      return tableOf(field, trimmed);
    case 'long-text':
      return text;
    default:
      return trimmed;
  }
}

/** What stands in a field for a value of the settings. */
export function shown(field: EngineField, value: unknown): string | boolean {
  if (field.input === 'flag') return value === true;
  if (value === undefined || value === null) return '';
  if (field.input === 'table' && isPlainTable(value))
    return Object.entries(value)
      .map(([name, one]) => `${name}: ${one}`)
      .join('\n');
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : JSON.stringify(value);
}

const isPlainTable = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.values(value).every((one) => typeof one === 'string')
    : false;

/** `name: value`, a line each; what is more than that is written as JSON. */
function tableOf(field: EngineField, text: string): unknown {
  if (/^[[{]/u.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      throw new RangeError(field.name);
    }
  }
  const table: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const at = line.indexOf(':');
    if (at > 0) table[line.slice(0, at).trim()] = line.slice(at + 1).trim();
  }
  return table;
}
