/** @file The words of a page that leads a room, in Portuguese, as written in Brazil. */
import { count, counted } from '../../model/format.ts';
import type { LeadingWords } from '../words.ts';

export const LEADING: LeadingWords = {
  title: (room) => `A sala ${room} treina esta busca`,
  about: 'Os computadores da sala treinam as células; o modelo substituto aprende neste. Deixe esta aba aberta.',
  over: 'A turma terminou esta busca',
  overNote:
    'Os computadores saíram da sala e suas abas podem ser fechadas. Compartilhe o resultado. Para outra busca, pressione Nova busca e depois Iniciar: os computadores entram de novo pelo mesmo link.',
  asking: 'Perguntando ao terminal da turma.',
  away: 'Não é possível alcançar o terminal da turma. Tudo o que foi medido fica guardado, e a busca continua quando ele voltar.',
  here: (laptops) => `${counted(laptops, 'computador', 'computadores')} na sala ou à porta.`,
  gathering: (laptops, wanted) =>
    `${counted(laptops, 'computador', 'computadores')} na sala; a busca começa com ${count(wanted)}.`,
  searching: (laptops, training) =>
    `${counted(laptops, 'computador', 'computadores')} na sala, ${count(training)} com uma célula.`,
  held: 'O quadro pausou a turma: Continuar, no quadro, retoma.',
  wanted: 'Computadores a esperar',
  beginNow: 'Começar já',
  copy: 'Copiar o link para entrar',
  copied: 'O link para entrar foi copiado.',
  board: 'Abrir o quadro',
  code: (room) => `O link para entrar na sala ${room}`,
  leave: 'Treinar neste dispositivo',
  wasRoom:
    'Uma sala treinou esta busca. Abra o link do professor para continuar lá; Retomar continua neste dispositivo.',
};
