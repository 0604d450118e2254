/** The cells of the first table in a text of Markdown, row by row, without its head. */
export function tableOf(markdown: string): string[][] {
  const rows = markdown.split('\n').filter(line => line.startsWith('|'));
  return rows.slice(2).map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  );
}
