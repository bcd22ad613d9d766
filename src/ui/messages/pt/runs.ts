/** @file The words of Runs in Portuguese, as written in Brazil. */
import { count, counted } from '../../model/format.ts';
import type { RunsWords } from '../words.ts';

export const RUNS: RunsWords = {
  title: 'Buscas guardadas neste computador',
  note: 'Cada filha terminada de cada busca. Abra uma para vê-la; nada começa sozinho.',
  nothingKept:
    'Esta janela não guarda nada: seu armazenamento está desligado, como em algumas janelas privadas. Uma busca ainda funciona, mas some ao fechar.',
  reading: 'Lendo a lista.',
  none: 'Nenhuma ainda. A primeira busca que você iniciar aparece aqui.',
  tick: 'Marque de duas a seis para compará-las; as que só diferem na semente são uma.',
  taken: (places, of) => `${places} de ${of} lugares ocupados.`,
  clear: 'Limpar',
  queued: (searches) =>
    `${counted(searches, 'busca espera', 'buscas esperam')}; a próxima começa quando a anterior termina, enquanto esta página estiver aberta.`,
  startNext: 'Iniciar a próxima',
  openFile: 'Abrir um run.json ou final.json',
  storage: (used, allowed) =>
    `Esta página ocupa aqui ${used} MB, imagens incluídas; o navegador lhe permite ${allowed} MB.`,
  sort: 'Ordenar',
  orders: {
    newest: 'mais recentes primeiro',
    best: 'melhores primeiro',
    name: 'por nome',
    cells: 'mais células primeiro',
  },
  tag: 'Etiqueta',
  all: 'todas',
  compare: (text) => `Comparar ${text}`,
  seeds: (runs, text) => `${counted(runs, 'busca')}, sementes ${text}`,
  meanBest: 'melhor em média',
  running: 'em andamento',
  elsewhere: 'em andamento em outra aba',
  notFinished: 'não terminada',
  cellsIn: (cells, time) => `${counted(cells, 'célula')} em ${time}`,
  resume: 'Retomar',
  open: 'Abrir',
  more: 'Mais',
  remove: 'Excluir',
  deleted: (name, begun) => `${name}, de ${begun}: apagado com todos os resultados.`,
  back: (name, begun) => `${name}, de ${begun}: de volta.`,
  best: 'melhor',
  bestMeasured: 'melhor medida',
  save: (file) => `Salvar ${file}`,
  name: 'Nome',
  tags: 'Etiquetas, separadas por vírgulas',
  enterSeeds: (most, example) => `Digite até ${most} sementes separadas por vírgulas, por exemplo ${example}.`,
  nowQueued: (searches) =>
    `${counted(searches, 'busca na fila', 'buscas na fila')}. Cada uma começa quando a anterior termina, enquanto esta página estiver aberta.`,
  again: 'A mesma busca de novo',
  strategy: 'Estratégia',
  seedList: 'Sementes',
  queue: 'Pôr na fila',
  noImages: 'Suas imagens não estão neste computador.',
  finals: 'Treinamentos finais',
  networksIn: (networks, of, time) => `${count(networks)} de ${counted(of, 'rede')} em ${time}`,
  test: 'teste',
  unreadable: {
    run: (reason) => `Uma busca guardada neste computador não pode ser lida. ${reason}.`,
    data: (reason) => `Um conjunto de dados guardado neste computador não pode ser lido. ${reason}.`,
    record: (reason, isIncident) =>
      `Um registro desta busca não pode ser lido e fica de fora. ${reason}.${isIncident ? '' : ' Depois de excluído, ela pode ser retomada; com a mesma semente treina o mesmo.'}`,
    delete: 'Excluir',
    deleteAll: (after) => `Excluir, com ${counted(after, 'registro seguinte', 'registros seguintes')}`,
    ask: 'Talvez outra versão desta página consiga ler; excluído, está perdido.',
    keep: 'Manter',
  },
};
