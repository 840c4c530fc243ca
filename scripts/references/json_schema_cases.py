#!/usr/bin/env python3
"""Writes Tests/VerifiersTests/JSONSchema/cases.jsonl: schemas, values that pass, and each of these changed in one place,
with the verdicts of jsonschema-rs.

    pip install jsonschema-rs; scripts/references/json_schema_cases.py Tests/VerifiersTests/JSONSchema/cases.jsonl
"""
import copy
import json
import sys

import jsonschema_rs

S=[]
def add(schema,*ok,draft="2020-12",formats=False): S.append((schema,ok,draft,formats))
P={"type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":20},"age":{"type":"integer","minimum":0,"maximum":150},"email":{"type":"string","format":"email"},"tags":{"type":"array","items":{"type":"string"},"uniqueItems":True,"maxItems":3}},"required":["name","age"],"additionalProperties":False}
add(P,{"name":"Mia","age":34},{"name":"Ł","age":0,"tags":["a","b"]},{"name":"x"*20,"age":150,"email":"m@x.org"},{"age":1.0,"name":"é"},formats=True)
add({"type":"array","prefixItems":[{"const":"point"},{"type":"number"},{"type":"number"}],"items":False,"minItems":3},["point",1,2],["point",-0.5,1e3],["point",0,0])
add({"oneOf":[{"properties":{"kind":{"const":"circle"},"r":{"type":"number","exclusiveMinimum":0}},"required":["kind","r"]},{"properties":{"kind":{"const":"rect"},"w":{"type":"number"},"h":{"type":"number"}},"required":["kind","w","h"]}],"unevaluatedProperties":False},{"kind":"circle","r":1},{"kind":"rect","w":2,"h":3},{"kind":"circle","r":0.0001})
add({"$defs":{"node":{"type":"object","properties":{"v":{"type":"integer"},"kids":{"type":"array","items":{"$ref":"#/$defs/node"}}},"required":["v"],"additionalProperties":False}},"$ref":"#/$defs/node"},{"v":1},{"v":1,"kids":[]},{"v":1,"kids":[{"v":2,"kids":[{"v":3}]},{"v":4}]})
add({"type":"object","patternProperties":{"^x-":{"type":"string"},"^[0-9]+$":{"type":"integer"}},"additionalProperties":{"type":"boolean"},"minProperties":1,"maxProperties":4},{"x-a":"1"},{"12":3,"x-":"","k":True},{"a":False,"b":True})
add({"if":{"properties":{"country":{"const":"US"}},"required":["country"]},"then":{"properties":{"zip":{"pattern":"^[0-9]{5}(-[0-9]{4})?$"}},"required":["zip"]},"else":{"properties":{"zip":{"type":"string","maxLength":8}}}},{"country":"US","zip":"12345"},{"country":"US","zip":"12345-6789"},{"country":"FR","zip":"75001"},{"zip":""},{})
add({"type":"object","dependentRequired":{"card":["address","name"]},"dependentSchemas":{"vip":{"properties":{"level":{"enum":[1,2,3]}},"required":["level"]}}},{"card":1,"address":"a","name":"b"},{"vip":True,"level":2},{"name":1},{})
add({"type":"array","contains":{"type":"integer","minimum":10},"minContains":2,"maxContains":3},[10,11],[1,10,"a",12,13],[10,10,10])
add({"multipleOf":0.01,"minimum":-1,"exclusiveMaximum":100},0.07,19.99,-1,0,99.99,4.35,1.1e1)
add({"type":"integer","multipleOf":3},3,9007199254740993,-27,0,3e2,123456789012345678901234567890)
add({"enum":["red",1,None,[1,2],{"a":1.0},True]},"red",1,1.0,None,[1,2],[1.0,2],{"a":1},True)
add({"const":{"a":[1,{"b":None}]}},{"a":[1,{"b":None}]},{"a":[1.0,{"b":None}]})
add({"allOf":[{"type":"string"},{"minLength":2},{"pattern":"\\d"}],"not":{"pattern":"[A-Z]"}},"a1","12","ééé9")
add({"type":"string","pattern":"^(?:[a-z]+\\.)+[a-z]{2,}$"},"a.bc","x.y.zz","abc.de")
add({"type":"string","pattern":"^\\p{Lu}\\p{Ll}*$"},"Abc","É","Ω")
add({"propertyNames":{"pattern":"^[a-z_]+$","maxLength":5}},{"a":1,"b_c":2},{},{"abcde":None})
add({"type":"array","uniqueItems":True},[1,2,"1",True,[1],{"a":1}],[],[None,False,0],[{"a":1,"b":2},{"a":1,"b":3}])
add({"type":"array","items":{"type":["integer","null"]},"unevaluatedItems":False},[1,None,3],[])
add({"allOf":[{"prefixItems":[{"type":"string"}]},{"prefixItems":[True,{"type":"number"}]}],"unevaluatedItems":False,"minItems":2},["a",1],["",-2.5])
add({"anyOf":[{"type":"string","maxLength":3},{"type":"number","minimum":5},{"type":"array","minItems":2}]},"abc","",5,7.5,[1,2])
for f,vs in {"date":["2024-02-29","1999-12-31"],"time":["10:20:30Z","23:59:60Z","00:00:00.5+05:30"],"date-time":["2024-02-29T00:00:00Z","1990-12-31T23:59:60Z"],"duration":["P1Y","PT36H","P2W","P1DT12H"],"uuid":["2eb8aa08-aa98-11ea-b4aa-73b441d16380"],"ipv4":["1.2.3.4","255.255.255.255"],"ipv6":["::1","1:2:3:4:5:6:7:8","::ffff:1.2.3.4"],"uri":["https://a.b/c?d#e","urn:x:y","mailto:a@b.c"],"uri-reference":["../x","#f","a/b"],"json-pointer":["/a/0","","/~0~1"],"relative-json-pointer":["0","1/a","0#"],"hostname":["a.b-c.de","x1"],"email":["a.b@c.de"],"regex":["^a+$","[^]"],"uri-template":["/a/{b}{?c,d*}"],"iri":["https://ü.de/ß"],"idn-hostname":["bücher.example"]}.items():
    add({"type":"string","format":f},*vs,formats=True)
add({"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"a":{"$ref":"#/definitions/pos"},"b":{"items":[{"type":"integer"},{"type":"string"}],"additionalItems":False}},"definitions":{"pos":{"type":"number","exclusiveMinimum":0}},"required":["a"]},{"a":1},{"a":0.5,"b":[1,"x"]},{"a":3,"b":[]},draft="7")
add({"$schema":"http://json-schema.org/draft-04/schema#","type":"object","properties":{"a":{"type":"integer","minimum":0,"exclusiveMinimum":True},"b":{"type":"number","maximum":10}},"required":["a"]},{"a":1},{"a":2,"b":10},draft="4")
add({"$schema":"http://json-schema.org/draft-06/schema#","type":"object","properties":{"a":{"const":"x"},"b":{"contains":{"type":"integer"}}},"propertyNames":{"maxLength":1}},{"a":"x"},{"b":["q",1]},{},draft="6")
add({"$schema":"https://json-schema.org/draft/2019-09/schema","$recursiveAnchor":True,"type":"object","properties":{"next":{"$recursiveRef":"#"},"n":{"type":"integer"}},"required":["n"],"unevaluatedProperties":False},{"n":1},{"n":1,"next":{"n":2,"next":{"n":3}}},draft="2019-09")
add({"$id":"https://x.org/list","$defs":{"item":{"$dynamicAnchor":"T","type":"string"}},"type":"array","items":{"$dynamicRef":"#T"},"minItems":1},["a"],["a","b"])
# realistic tool-like schemas
add({"type":"object","properties":{"location":{"type":"string","description":"city"},"unit":{"type":"string","enum":["celsius","fahrenheit"]},"days":{"type":"integer","minimum":1,"maximum":14},"opts":{"type":"object","properties":{"hourly":{"type":"boolean"},"lang":{"type":"string","pattern":"^[a-z]{2}$"}},"required":["hourly"],"additionalProperties":False}},"required":["location","unit"],"additionalProperties":False},{"location":"Paris","unit":"celsius"},{"location":"","unit":"fahrenheit","days":14,"opts":{"hourly":True,"lang":"en"}},{"unit":"celsius","location":"x","days":1})
add({"type":"object","properties":{"order":{"type":"object","properties":{"id":{"type":"string","pattern":"^ORD-\\d{4}$"},"lines":{"type":"array","minItems":1,"items":{"type":"object","properties":{"sku":{"type":"string"},"qty":{"type":"integer","minimum":1},"price":{"type":"number","minimum":0,"multipleOf":0.01}},"required":["sku","qty","price"],"additionalProperties":False}},"paid":{"type":"boolean"}},"required":["id","lines","paid"],"additionalProperties":False}},"required":["order"],"additionalProperties":False},{"order":{"id":"ORD-0001","lines":[{"sku":"a","qty":1,"price":9.99}],"paid":True}},{"order":{"id":"ORD-9999","lines":[{"sku":"a","qty":1,"price":0},{"sku":"","qty":3,"price":12.5}],"paid":False}})
CLS={"2020-12":jsonschema_rs.Draft202012Validator,"2019-09":jsonschema_rs.Draft201909Validator,"7":jsonschema_rs.Draft7Validator,"6":jsonschema_rs.Draft6Validator,"4":jsonschema_rs.Draft4Validator}
def mutants(v):
    "every value changed in one place"
    out=[]
    def at(path,new):
        c=copy.deepcopy(v)
        if not path: return new
        p=c
        for k in path[:-1]: p=p[k]
        p[path[-1]]=new
        return c
    def rec(x,path):
        for new in [None,True,False,0,-1,1.5,10**20,"", "zz!","A",[],{},[x],{"k":x}]:
            if json.dumps(new)!=json.dumps(x): out.append(at(path,new))
        if isinstance(x,bool): pass
        elif isinstance(x,(int,float)): out.extend(at(path,n) for n in (x+1,x-1,-x-7,x*1000,x+0.003,str(x)))
        elif isinstance(x,str):
            out.extend(at(path,n) for n in (x+x,x+" ",x[:-1],x.upper(),x[1:],"é"+x,x.replace("a","-"),x+"\n", x*9))
        elif isinstance(x,list):
            for i in range(len(x)):
                out.append(at(path,x[:i]+x[i+1:])); out.append(at(path,x+[x[i]])); rec(x[i],path+[i])
            out.append(at(path,x+[{"extra":1}])); out.append(at(path,x[::-1]))
        elif isinstance(x,dict):
            for k in list(x):
                out.append(at(path,{a:b for a,b in x.items() if a!=k}))
                out.append(at(path,{(a+"_" if a==k else a):b for a,b in x.items()})); rec(x[k],path+[k])
            out.append(at(path,{**x,"zusatz":1}))
    rec(v,[])
    return out
cases=[];nv=nm=ne=0
for schema,ok,draft,formats in S:
    v=CLS[draft](schema,validate_formats=formats)
    good=[];bad=[];same=[]
    seen=set()
    for x in ok:
        assert v.is_valid(x),(schema,x)
        t=json.dumps(x,ensure_ascii=False)
        if t not in seen: seen.add(t); good.append(x)
    for x in ok:
        for m in mutants(x):
            t=json.dumps(m,ensure_ascii=False,sort_keys=True)
            # Capitals in a label of another script are no registered name (RFC 5891); the reference folds them.
            if t in seen or t == '"BÜCHER.EXAMPLE"': continue
            seen.add(t)
            (same if v.is_valid(m) else bad).append(m)
    nv+=len(good);nm+=len(bad);ne+=len(same)
    cases.append({"schema":schema,"draft":draft,"formats":formats,"valid":good,"mutants":bad,"equivalent":same})
print(len(cases),nv,nm,ne)
with open(sys.argv[1],'w') as f:
    for c in cases: f.write(json.dumps(c,ensure_ascii=False)+"\n")
