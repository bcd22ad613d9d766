/** @file The words of a page that leads a room, in Spanish. */
import { count, counted } from '../../model/format.ts';
import type { LeadingWords } from '../words.ts';

export const LEADING: LeadingWords = {
  title: (room) => `La sala ${room} entrena esta búsqueda`,
  about: 'Los equipos de la sala entrenan las celdas; el modelo sustituto aprende en este. Deja abierta esta pestaña.',
  over: 'La clase ha terminado esta búsqueda',
  overNote:
    'Los equipos han salido de la sala y sus pestañas pueden cerrarse. Comparte el resultado. Para otra búsqueda pulsa Nueva búsqueda y luego Iniciar: los equipos vuelven a entrar con el mismo enlace.',
  asking: 'Se pregunta al terminal de la clase.',
  away: 'No se llega al terminal de la clase. Se conserva todo lo medido, y la búsqueda seguirá cuando vuelva.',
  here: (laptops) => `${counted(laptops, 'equipo', 'equipos')} en la sala o a la puerta.`,
  gathering: (laptops, wanted) =>
    `${counted(laptops, 'equipo', 'equipos')} en la sala; la búsqueda empieza con ${count(wanted)}.`,
  searching: (laptops, training) =>
    `${counted(laptops, 'equipo', 'equipos')} en la sala, ${count(training)} con una celda.`,
  held: 'El tablero ha puesto la clase en pausa: Continuar, en el tablero, la reanuda.',
  wanted: 'Equipos que esperar',
  beginNow: 'Empezar ya',
  copy: 'Copiar el enlace para unirse',
  copied: 'El enlace para unirse está copiado.',
  board: 'Abrir el tablero',
  code: (room) => `El enlace para unirse a la sala ${room}`,
  leave: 'Entrenar en este dispositivo',
  wasRoom:
    'Una sala entrenó esta búsqueda. Abre el enlace del docente para seguir allí; Reanudar sigue en este dispositivo.',
};
