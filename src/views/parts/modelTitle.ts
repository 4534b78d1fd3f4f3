/** Titles of models in the visitor's language. */
import type { Strings } from '../../teaching/language.tsx';

/** The title of a shipped model as the language has it; another model's own, as its folder says it. */
export function modelTitle({ models }: Strings, id: string, own: string): string {
  const titles: Readonly<Record<string, string>> = models.titles;
  return Object.hasOwn(titles, id) ? (titles[id] ?? own) : own;
}

/** A model under its title in the visitor's language, for what is said of it. */
export function titled<T extends { readonly id: string; readonly title: string }>(
  strings: Strings,
  model: T,
): T {
  return { ...model, title: modelTitle(strings, model.id, model.title) };
}
