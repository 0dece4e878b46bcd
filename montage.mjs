import {PNG} from "pngjs"; import {readFileSync,writeFileSync} from "node:fs";
const [out,...names]=process.argv.slice(2); const w=376*names.length, p=new PNG({width:w,height:1456}); p.data.fill(0x80);
names.forEach((n,i)=>{const q=PNG.sync.read(readFileSync(`tests/panel/gallery/pictures/${n}.png`)); PNG.bitblt(q,p,0,0,360,1456,i*376,0)});
writeFileSync(out,PNG.sync.write(p));
