/**
 * What all backends of a file are given or compared with: each value is made when the first asks for
 * it, by a name, and kept for the others. Nobody may change what it gets.
 */
export function onceEach<T>(): (name: string, make: () => T) => T {
  const values = new Map<string, T>();
  return (name, make) => {
    const kept = values.get(name);
    if (kept !== undefined) return kept;
    const value = make();
    values.set(name, value);
    return value;
  };
}
