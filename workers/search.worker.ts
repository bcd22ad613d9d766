/** @file The GPU thread's entry: exposes the search to the page. */
import { expose } from 'comlink';
import type { SearchApi } from '../src/contract/api.ts';
import { SearchService } from './service/service.ts';

expose(new SearchService() satisfies SearchApi);
