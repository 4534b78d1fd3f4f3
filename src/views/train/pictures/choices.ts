/** Choices for a bar from a dictionary of their names. */

/** One choice for each entry, in order. */
export function choicesOf<Value extends string>(
  names: Readonly<Record<Value, string>>,
): readonly { readonly value: Value; readonly label: string }[] {
  return (Object.keys(names) as Value[]).map((value) => ({ value, label: names[value] }));
}
