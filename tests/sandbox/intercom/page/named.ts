/** After an unannounced release the classes that extensions rely on have other names. */
export function named(classes: string): string {
  return document.documentElement.dataset.renamed === "true"
    ? classes.replace(/[\w/-]+/g, (name) => `v3-${name.replace(/\W/g, "")}`)
    : classes;
}
