import { createHash } from 'node:crypto';

/** Without anything that a WebView of ten years ago does not know; what it does not know of focus it shows by default. */
export const style = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:#f4f2f0;color:#1f1b1a;font:16px/1.6 -apple-system,"Helvetica Neue",Arial,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
header,main,footer{max-width:42rem;margin:0 auto;padding:0 16px}
.bar{background:#9c1414;color:#fff}
.bar p{margin:0;padding:12px 0;font-weight:600;letter-spacing:.04em}
main{padding-top:16px}
h1{font-size:1.6rem;line-height:1.3;margin:2px 0 10px;overflow-wrap:anywhere;word-wrap:break-word}
h2{font-size:1.1rem;margin:0 0 8px;color:#7d1010}
h3{font-size:1rem;margin:14px 0 4px}
p{margin:0 0 10px}
.card{background:#fff;border:1px solid #ddd6d2;border-radius:8px;padding:16px;margin:12px 0}
.kind{margin:0;color:#5c534f;font-size:.9rem}
.kind strong{color:#14632f}
.photo{display:block;max-width:9rem;max-height:12rem;border-radius:6px;margin:0 0 10px}
.card>:last-child{margin-bottom:0}
.hint,.away{color:#5c534f}
.away{border-left:4px solid #b7791f;padding-left:10px;margin:0}
.alert{background:#fdecea;border:1px solid #9c1414;border-radius:6px;color:#7d1010;padding:10px 12px}
dl{margin:0}
.row{display:flex;padding:6px 0;border-top:1px solid #eee8e4}
.row:first-child{border-top:0}
dt{flex:0 0 8.5em;color:#5c534f;padding-right:10px}
dd{margin:0;flex:1 1 0;min-width:0;overflow-wrap:anywhere;word-wrap:break-word}
dd ul{list-style:none;margin:0;padding:0}
.list{list-style:none;margin:0;padding:0}
.list li{padding:8px 0;border-top:1px solid #eee8e4;overflow-wrap:anywhere;word-wrap:break-word}
.list li:first-child{border-top:0}
.list span,.list time{color:#5c534f;font-size:.9rem}
label{display:block;font-weight:600;margin:12px 0 4px}
input{display:block;width:100%;min-height:44px;padding:8px 10px;border:1px solid #6f6661;border-radius:6px;background:#fff;color:inherit;font:inherit}
.act{display:inline-block;min-height:44px;padding:9px 20px;border:1px solid #9c1414;border-radius:6px;background:#9c1414;color:#fff;font:inherit;font-weight:600;line-height:24px;text-decoration:none;cursor:pointer}
.act.quiet{background:#fff;color:#7d1010}
form .act{margin-top:16px}
.quietly .act{margin-top:0}
a{color:#7d1010}
a:focus,button:focus,input:focus{outline:3px solid #1558b0;outline-offset:2px}
footer{padding-top:8px;padding-bottom:32px}
footer a{display:inline-block;padding:10px 0}
@media (min-width:48em){h1{font-size:2rem}.card{padding:20px 24px}dt{flex-basis:11em}}
`;

const digest = createHash('sha256').update(style).digest('base64');

/** Nothing but the page's own style, its forms and the photo; no script, no frame, nothing from elsewhere. */
export const contentPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${digest}'`,
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
