import type { Persona, SignIn } from "../local-cloud/identity/persona.ts";

const people: readonly (readonly [name: string, zh: string, en: string])[] = [
  ["operator", "交易机构 · 王敏", "Operator of the exchange · Wang Min"],
  ["operator-second", "交易机构复核人 · 张颖", "Second person of the operator · Zhang Ying"],
  ["bureau", "市生态环境局 · 李强", "City bureau of ecology and environment · Li Qiang"],
  ["bureau-second", "市生态环境局复核人 · 吴桐", "Second person of the city bureau · Wu Tong"],
  ["echeng", "鄂城区生态环境分局 · 黄芳", "Echeng District office · Huang Fang"],
  ["liangzihu", "梁子湖区生态环境分局 · 陈静", "Liangzihu District office · Chen Jing"],
  ["verifier", "核查机构 · 赵磊", "Verifier · Zhao Lei"],
  ["checker", "湖北核查 · 钱惠", "Hubei Verification · Qian Hui"],
  ["auditor", "武汉认证 · 高洁", "Wuhan Certification · Gao Jie"],
  ["bank", "绿色银行 · 周婷", "Green bank · Zhou Ting"],
  ["savings", "储蓄银行 · 唐丽", "Savings bank · Tang Li"],
  ["mill", "长江造纸 · 刘洋", "Yangtze Paper Mill · Liu Yang"],
  ["mill-second", "长江造纸复核人 · 丁宁", "Second person of the paper mill · Ding Ning"],
  ["steel", "鄂城钢铁 · 孙伟", "Echeng Steel · Sun Wei"],
  ["cement", "西塞水泥 · 胡兰", "Xisai Cement · Hu Lan"],
  ["pharma", "葛店医药 · 郭涛", "Gedian Pharmaceuticals · Guo Tao"],
  ["power", "三江热电 · 何静", "Sanjiang Thermal Power · He Jing"],
  ["textile", "华容纺织 · 马超", "Huarong Textiles · Ma Chao"],
  ["foundry", "鄂城铸造 · 许强", "Echeng Foundry · Xu Qiang"],
  ["newcomer", "新用户 · 林晓", "Somebody new · Lin Xiao"],
];

/** All personas that can sign in, the operator first. */
export const personas: readonly Persona[] = people.map(([name, zh, en]) => ({ name, subject: `persona-${name}`, zh, en }));

/** The sign-in page of the local issuer. */
export const signIn: SignIn = { product: { zh: "生态价值交易所", en: "EcoValue Exchange" }, personas };
