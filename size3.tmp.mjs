import { build, loadConfigFromFile } from 'vite';
import {gzipSync} from 'node:zlib';
import {minifySync as minify} from 'rolldown/utils';
const c = await loadConfigFromFile({ command:'build', mode:'viewer' }, 'vite.config.ts');
c.config.plugins = c.config.plugins.filter(p=>!/singlefile|licen|policy/i.test(p.name??''));
let chunk;
c.config.plugins.push({name:'x', generateBundle(_o,b){ for(const f of Object.values(b)) if(f.code) chunk=f;}});
await build({...c.config, mode:'viewer', configFile:false, logLevel:'error', build:{...c.config.build,write:false}});
const mods=Object.entries(chunk.modules).filter(([,m])=>m.code).map(([id,m])=>({id:id.replace(process.cwd(),''),code:m.code}));
const gz=l=>gzipSync(l.map(m=>m.min).join('')).length;
for(const m of mods){ let r; try{ r=minify('x.js',m.code,{module:false,compress:{},mangle:true,codegen:{removeWhitespace:true}});}catch(e){console.log(e);} m.min=r?.code??m.code; }
const order=process.argv[2];
let cur=mods.slice(),best=gz(cur);console.log('start',best);
const t0=Date.now();let n=0;
while(Date.now()-t0<90000){n++;const i=Math.floor(Math.random()*cur.length),len=1+Math.floor(Math.random()*3);const next=cur.slice();const seg=next.splice(i,len);next.splice(Math.floor(Math.random()*(next.length+1)),0,...seg);const g=gz(next);if(g<=best){best=g;cur=next;}}
console.log(n,best);for(const m of cur)console.log(m.id);
