/** Words of files that are taken along. */
export const takenFiles = {
  coming: 'Se prepara el archivo…',
  stop: 'Detener',
};
