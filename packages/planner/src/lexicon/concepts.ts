/**
 * General nouns and what tables usually hold of them: where no name of the catalog explains such a word, the columns and
 * tables called by one of its members are offered. Lemmas; a member of two words must stand as it is.
 */
export const concepts: readonly { readonly words: readonly string[]; readonly members: readonly string[] }[] =
  [
    {
      words: [
        'location',
        'place',
        'venue',
        'position',
        'site',
        'whereabouts',
        'spot',
        'locality',
        'area',
        'origin',
      ],
      members:
        'city,town,village,state,country,county,region,province,district,territory,neighborhood,address,street,block,building,campus,floor,level,room,classroom,hall,terminal,gate,station,coordinates,latitude,longitude,postcode,zip,continent,university,platform'.split(
          ',',
        ),
    },
    {
      words: [
        'timing',
        'timeframe',
        'timeline',
        'schedule',
        'deadline',
        'moment',
        'start',
        'duration',
        'period',
      ],
      members: 'date,time,year,month,day,week,hour,minute,season,quarter'.split(','),
    },
    {
      words:
        'person,creator,maker,author,writer,designer,producer,provider,supplier,owner,supervisor,manager,boss,leader,reporter,recruiter,contact,responsible,organizer,company,employer,publisher,editor'.split(
          ',',
        ),
      members:
        'author,writer,director,producer,editor,journalist,reporter,architect,engineer,artist,manager,head,leader,lead,supervisor,agency,company,firm,organization,organisation,university,platform,department,vendor,publisher,owner'.split(
          ',',
        ),
    },
    {
      words: 'qualification,background,credential,education,training,competence,expertise'.split(','),
      members:
        'degree,certificate,certification,diploma,license,licence,major,education,experience,skill,training,school'.split(
          ',',
        ),
    },
    {
      words: 'resource,material,supply,equipment,aid,tool,source'.split(','),
      members:
        'book,textbook,software,supply,item,tool,equipment,material,website,video,tutor,expert,footage,document,resource,service'.split(
          ',',
        ),
    },
    {
      words: 'platform,channel,medium,outlet'.split(','),
      members: 'website,site,app,application,url,blog,podcast,radio,television,tv,newspaper'.split(','),
    },
    {
      words: 'technology,technique,stack,solution'.split(','),
      members: 'system,framework,software,language,tool,library,cms,database,method'.split(','),
    },
    {
      words: 'capacity,size,volume,extent,allowance,limit,limitation,restriction,dimension'.split(','),
      members:
        'limit,number,count,area,length,width,height,weight,dimension,volume,space,throughput,capacity,seat,restriction,item,piece,population'.split(
          ',',
        ),
    },
    {
      words: 'rate,prevalence,trend,share,distribution,frequency,speaker,immigrant,gap'.split(','),
      members:
        'rate,percentage,percent,count,number,ratio,share,gap,difference,population,industry,job'.split(','),
    },
    {
      words: 'compensation,remuneration,pay,offer,package,reward,extra,cost,charge,expense,tuition'.split(
        ',',
      ),
      members: 'salary,wage,pay,rate,bonus,benefit,fee,tax,price,cost,insurance,range,amount,stipend'.split(
        ',',
      ),
    },
    {
      words: 'amenity,perk,offering,extra,convenience'.split(','),
      members: 'facility,service,feature,equipment,amenity,benefit'.split(','),
    },
    {
      words: 'audience,demographic,readership,reader,clientele,target'.split(','),
      members:
        'age group,age range,group,income,income level,status,gender,occupation,field,profession,level,education'.split(
          ',',
        ),
    },
    {
      words: 'topic,subject,focus,theme,curriculum,content,study,specialty,specialization'.split(','),
      members:
        'topic,theme,track,subject,discipline,field,field of study,concept,sector,project,program,course,major,industry,degree program'.split(
          ',',
        ),
    },
    {
      words: 'plan,requirement,milestone,criterion,prerequisite'.split(','),
      members: 'course,elective,requirement,score,percentage,skill,milestone,experience,degree,goal'.split(
        ',',
      ),
    },
    {
      words: 'family,make,brand,version,edition,variant'.split(','),
      members: 'manufacturer,model,brand,edition,version,format,release,year,series,type'.split(','),
    },
    {
      words: 'career,occupation,employment,option,opportunity,vacancy'.split(','),
      members: 'role,job,industry,position,sector,profession,title'.split(','),
    },
    {
      words: 'leaning,orientation,affiliation,belief'.split(','),
      members: 'party,ideology,religion,movement'.split(','),
    },
    {
      words: 'prestige,reputation,standing,quality,grade,performance,result'.split(','),
      members: 'ranking,rank,rating,score,gpa,grade,admission rate,mark'.split(','),
    },
    {
      words: 'contact,contact detail'.split(','),
      members: 'phone,email,address,fax,website,mobile'.split(','),
    },
  ]
