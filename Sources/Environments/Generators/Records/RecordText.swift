/// What records can be about: a line a member, read once into `RecordCatalog`.
///
/// `record NAME | TITLE` and `part NAME` and `variant NAME | LEAD` open a block, `-` a scalar member
/// (`key | kind, its arguments | clause`), `+` a part of a part's kind (`key | part | label`), `*` a list of such parts
/// (`key | part | label of one`), `?` one of several variants (`key | variants | label`). A clause has `{}` where the
/// value stands.
enum RecordText {
    static let records = """
        record hotel_booking | hotel booking
        - booking_number | number | the booking number is {}
        - guest | text people | the guest is {}
        - room | whole 101 599 | the room number is {}
        - nights | whole 2 21 | the stay lasts {} nights
        - breakfast | flag | breakfast is included | breakfast is not included
        - rate | choice flexible=flexible non_refundable=non-refundable half_board=half-board | the rate is {}
        - arrival | date | the guest arrives on {}
        - email | email | the guest's email address is {}
        - deposit | decimal 2000 30000 | the deposit is {} euros | no deposit was taken
        - languages | list languages | the guest speaks {}
        + billing_address | address | Billing address
        * companions | person | Companion
        ? payment | card bank_transfer voucher | Payment
        record parcel | parcel
        - tracking_number | number | the tracking number is {}
        - weight_kg | decimal 20 3000 | the parcel weighs {} kilograms
        - service | choice standard=standard express=express same_day=same-day | the service is {}
        - fragile | flag | the parcel is fragile | the parcel is not fragile
        - posted | date | it was posted on {}
        - sorted_at | moment | it was sorted at {}
        - insured_value | whole 50 2000 | it is insured for {} dollars | it is not insured
        - door_note | text notes | the note for the courier is "{}"
        - labels | list tags | its labels are {}
        + sender | contact | Sender
        + destination | address | Destination
        * contents | item | Item
        ? hand_over | locker doorstep counter | Hand-over
        record library_loan | library loan
        - loan_number | number | the loan number is {}
        - title | text book_titles | the book is {}
        - reader | text people | the reader is {}
        - genre | choice crime=crime history=history poetry=poetry travel=travel science=science | the genre is {}
        - renewals | whole 0 6 | the number of renewals is {}
        - due | date | the book is due on {}
        - reserved | flag | somebody else has reserved it | nobody else has reserved it
        - shelf_mark | code LB 4 | the shelf mark is {}
        - fine | decimal 50 2500 | the fine is {} pounds | there is no fine
        - subjects | list topics | the subjects are {}
        + branch | address | Branch
        * earlier_readers | person | Earlier reader
        ? notice | by_mail by_phone | Notice
        record clinic_visit | clinic visit
        - visit_number | number | the visit number is {}
        - patient | text people | the patient is {}
        - age | whole 2 96 | the patient's age is {}
        - urgency | choice low=low medium=medium high=high walk_in=walk-in | the urgency is {}
        - visited_on | date | the visit was on {}
        - temperature | decimal 3550 4080 | the temperature is {} degrees Celsius
        - fasting | flag | the patient was fasting | the patient was not fasting
        - symptoms | list symptoms | the symptoms are {}
        - allergies | list allergies | the known allergies are {} | no allergies are known
        - file_code | code PT 5 | the file code is {}
        + doctor | contact | Doctor
        * prescriptions | dose | Prescription
        ? follow_up | by_phone in_person | Follow-up
        record recipe | recipe
        - recipe_number | number | the recipe number is {}
        - dish | text dishes | the dish is {}
        - servings | whole 2 12 | it serves {}
        - minutes | whole 15 180 | it takes {} minutes
        - difficulty | choice easy=easy medium=medium hard=hard | its difficulty is {}
        - vegetarian | flag | it is vegetarian | it is not vegetarian
        - spices | list spices | the spices are {}
        - source | link | the source is {}
        - added | date | it was added on {}
        - rating | decimal 100 500 | the rating is {} | there is no rating yet
        + author | person | Author
        * ingredients | ingredient | Ingredient
        ? cooking | oven_bake pan_fry | Cooking
        record purchase_order | purchase order
        - order_number | number | the order number is {}
        - supplier | text companies | the supplier is {}
        - ordered_on | date | it was ordered on {}
        - priority | choice low=low normal=normal rush=rush | the priority is {}
        - approved | flag | the order is approved | the order is not approved yet
        - discount_percent | whole 2 40 | the discount is {} percent | there is no discount
        - cost_center | code CC 3 | the cost center is {}
        - buyer_email | email | the buyer's email address is {}
        - total | decimal 5000 900000 | the total is {} euros
        - tags | list tags | its tags are {}
        + delivery_address | address | Delivery address
        + invoice_contact | contact | Invoice contact
        * lines | item | Line
        ? payment | card bank_transfer | Payment
        record weather_station | weather station
        - station_number | number | the station number is {}
        - town | text towns | the station is in {}
        - altitude | whole 12 2900 | its altitude is {} meters
        - status | choice active=active idle=idle in_repair=in~repair | its status is {}
        - installed | date | it was installed on {}
        - last_report | moment | it last reported at {}
        - address | ipv4 | its IP address is {}
        - heated | flag | its sensors are heated | its sensors are not heated
        - humidity | decimal 1500 9900 | the humidity is {} percent | the humidity is not measured
        - position | position | it stands at {}
        - operators | list first_names | its operators are {}
        + keeper | contact | Keeper
        * sensors | sensor | Sensor
        ? power | battery mains | Power
        record course | course
        - course_number | number | the course number is {}
        - subject | text subjects | the subject is {}
        - teacher | text people | the teacher is {}
        - seats | whole 6 40 | there are {} seats
        - level | choice beginner=beginner intermediate=intermediate advanced=advanced | the level is {}
        - starts | date | it starts on {}
        - online | flag | it is held online | it is not held online
        - fee | decimal 4000 45000 | the fee is {} dollars | there is no fee
        - materials | list tools | the tools to bring are {}
        - page | link | its page is {}
        + venue | address | Venue
        * participants | person | Participant
        ? examination | written spoken_exam | Examination
        record car_rental | car rental
        - rental_number | number | the rental number is {}
        - driver | text people | the driver is {}
        - model | text car_models | the model is {}
        - gearbox | choice manual=manual automatic=automatic | the gearbox is {}
        - days | whole 2 28 | the car is rented for {} days
        - picked_up | date | it was picked up on {}
        - child_seat | flag | a child seat is needed | no child seat is needed
        - plate | code KX 4 | the license plate is {}
        - mileage | whole 900 99000 | the mileage is {} kilometers | the mileage was not read
        - countries | list countries | it may be driven in {}
        + pick_up_point | address | Pick-up point
        * extra_drivers | person | Extra driver
        ? insurance | basic_cover full_cover | Insurance
        record concert | concert
        - event_number | number | the event number is {}
        - artist | text artists | the artist is {}
        - date | date | the concert is on {}
        - doors | time 17 21 | the doors open at {}
        - seats | whole 80 2400 | the hall has {} seats
        - kind | choice jazz=jazz folk=folk chamber_music=chamber-music pop=pop | it is a {} concert
        - sold_out | flag | it is sold out | it is not sold out
        - price | decimal 900 9500 | a ticket costs {} dollars | admission is free
        - instruments | list instruments | the instruments on stage are {}
        - website | link | its website is {}
        + hall | address | Hall
        * musicians | musician | Musician
        ? tickets | printed mobile | Tickets
        record job_application | job application
        - application_number | number | the application number is {}
        - applicant | text people | the applicant is {}
        - position | text jobs | the position is {}
        - experience_years | whole 2 30 | the applicant has {} years of experience
        - stage | choice received=received interview=interview offer=offer declined=declined | the stage is "{}"
        - received | date | it was received on {}
        - remote | flag | the applicant wants to work remotely | the applicant does not want to work remotely
        - email | email | the applicant's email address is {}
        - salary | whole 28000 96000 | the expected salary is {} euros | no salary was named
        - skills | list skills | the skills are {}
        - portfolio | link | the portfolio is at {}
        + home | address | Home address
        * referees | contact | Referee
        ? interview | on_site video_call | Interview
        record incident | incident report
        - incident_number | number | the incident number is {}
        - service | text apps | the affected service is {}
        - severity | choice minor=minor major=major critical=critical | the severity is {}
        - started | moment | it started at {}
        - minutes_down | whole 3 600 | the service was down for {} minutes
        - resolved | flag | it is resolved | it is not resolved
        - host | hostname | the host is {}
        - trace | uuid | the trace ID is {}
        - error_rate | decimal 50 9800 | the error rate was {} percent | the error rate is unknown
        - affected | list cities | the affected sites are {}
        + lead | contact | Incident lead
        * actions | action | Action
        ? cause | faulty_release hardware | Cause
        record tree | tree record
        - tree_number | number | the tree number is {}
        - species | text species | the species is {}
        - street | text streets | it stands in {}
        - height | decimal 250 3200 | its height is {} meters
        - health | choice good=good fair=fair poor=poor | its health is {}
        - recorded | date | it was first recorded on {}
        - protected | flag | it is protected | it is not protected
        - trunk_cm | whole 12 410 | its trunk measures {} centimeters around
        - position | position | its position is {}
        - marks | list tags | the inspector's marks are {}
        - last_pruned | date | it was last pruned on {} | it was never pruned
        + inspector | contact | Inspector
        * inspections | inspection | Inspection
        ? care | watering support | Care
        record subscription | magazine subscription
        - customer_number | number | the customer number is {}
        - subscriber | text people | the subscriber is {}
        - issues_per_year | whole 4 52 | there are {} issues a year
        - plan | choice print=print digital=digital print_and_digital=print~and~digital | the plan is {}
        - started | date | it started on {}
        - gift | flag | it is a gift | it is not a gift
        - price | decimal 1200 14000 | it costs {} dollars a year
        - email | email | the subscriber's email address is {}
        - topics | list topics | the chosen topics are {}
        - cancelled | date | it was cancelled on {} | it was never cancelled
        + mailing_address | address | Mailing address
        * gifts | item | Welcome gift
        ? payment | card bank_transfer voucher | Payment
        record gym_plan | training plan
        - plan_number | number | the plan number is {}
        - member | text people | the member is {}
        - weeks | whole 3 26 | the plan runs for {} weeks
        - goal | choice strength=strength endurance=endurance weight_loss=weight~loss | the goal is {}
        - begins | date | it begins on {}
        - supervised | flag | the training is supervised | the training is not supervised
        - resting_pulse | whole 45 95 | the resting pulse is {} | the resting pulse was not taken
        - sports | list sports | the member's other sports are {}
        - session_time | time | the sessions are at {}
        - bands | map colors 2 9 | the rubber bands in use are {}
        + trainer | contact | Trainer
        * exercises | exercise | Exercise
        ? billing | monthly pay_per_visit | Billing
        record warehouse_audit | warehouse audit
        - audit_number | number | the audit number is {}
        - auditor | text people | the auditor is {}
        - aisle | whole 2 48 | the aisle is number {}
        - result | choice passed=passed failed=failed needs_recheck=needs~a~recheck | the result is "{}"
        - audited_on | date | the audit was on {}
        - closed | flag | the audit is closed | the audit is not closed
        - shelf | code SH 4 | the shelf is {}
        - loss | decimal 100 90000 | the loss is {} euros | there is no loss
        - stock | map goods 2 90 | the pieces in stock are {}
        - missing_tools | list tools | the missing tools are {}
        + supervisor | contact | Supervisor
        * findings | item | Finding
        ? recheck | by_phone in_person | Recheck
        """

    static let parts = """
        part address
        - street | text streets | the street is {}
        - house_number | whole 2 240 | the house number is {}
        - town | text towns | the town is {}
        - postal_code | code PC 5 | the postal code is {}
        - floor | whole 2 30 | the floor is {} | no floor is given
        + access | access | Entrance
        part access
        - door_code | whole 1000 9999 | the door code is {}
        - step_free | flag | the entrance is step-free | the entrance is not step-free
        - note | text notes | the note reads "{}"
        + contact | contact | Contact
        part person
        - name | text people | the name is {}
        - age | whole 18 89 | the age is {}
        - city | text cities | the city is {}
        - verified | date | the details were verified on {}
        - hobbies | list hobbies | the hobbies are {}
        + home | address | Home
        part contact
        - name | text people | the name is {}
        - email | email | the email address is {}
        - extension | whole 100 999 | the phone extension is {}
        - role | choice owner=owner deputy=deputy assistant=assistant | the role is {}
        - languages | list languages | the languages are {}
        + office | address | Office
        part item
        - product | text goods | the product is {}
        - quantity | whole 2 60 | the quantity is {}
        - unit_price | decimal 150 45000 | the unit price is {} euros
        - condition | choice new=new used=used refurbished=refurbished damaged=damaged | the condition is {}
        - stock_code | code SK 4 | the stock code is {}
        + maker | person | Maker
        part dose
        - drug | text words | the drug's code name is {}
        - milligrams | whole 5 800 | the dose is {} milligrams
        - times_daily | whole 2 6 | it is taken {} times a day
        - until | date | it is taken until {}
        - with_food | flag | it is taken with food | it is not taken with food
        + prescriber | contact | Prescriber
        part ingredient
        - name | text ingredients | the ingredient is {}
        - grams | whole 5 900 | the amount is {} grams
        - organic | flag | it is organic | it is not organic
        - storage | choice pantry=pantry fridge=fridge freezer=freezer | it is kept in the {}
        - price | decimal 40 900 | it costs {} euros
        + seller | contact | Seller
        part sensor
        - quantity | choice temperature=temperature pressure=pressure wind=wind rain=rain | it measures {}
        - serial | code SN 5 | the serial number is {}
        - interval_seconds | whole 5 900 | it reads every {} seconds
        - calibrated | date | it was calibrated on {}
        - offset | decimal 10 450 | its offset is {}
        + technician | contact | Technician
        part musician
        - name | text people | the name is {}
        - instrument | text instruments | the instrument is the {}
        - fee | decimal 8000 90000 | the fee is {} dollars
        - soloist | flag | this is a soloist | this is not a soloist
        - arrives | time 9 17 | the arrival is at {}
        + agent | contact | Agent
        part action
        - owner | text people | the owner is {}
        - due | date | it is due on {}
        - state | choice open=open done=done dropped=dropped | the state is {}
        - effort_hours | whole 2 40 | the effort is {} hours
        - ticket | code TK 4 | the ticket is {}
        + reviewer | contact | Reviewer
        part inspection
        - inspected_on | date | it took place on {}
        - finding | choice sound=sound cracked=cracked hollow=hollow leaning=leaning | the finding was "{}"
        - score | whole 2 10 | the score was {}
        - photo | link | the photo is at {}
        - repeat_in_days | whole 14 365 | it is to be repeated in {} days
        + witness | contact | Witness
        part exercise
        - name | text exercises | the exercise is {}
        - sets | whole 2 6 | there are {} sets
        - repetitions | whole 5 30 | each set has {} repetitions
        - load_kg | decimal 500 9000 | the load is {} kilograms
        - day | choice monday=Monday wednesday=Wednesday friday=Friday sunday=Sunday | it is done on {}
        + coach | contact | Coach
        variant card | by card
        - last_digits | code CD 4 | the card's reference is {}
        - expires | whole 2027 2035 | the card expires in {}
        variant bank_transfer | by bank transfer
        - reference | code BT 5 | the transfer's reference is {}
        - days_to_pay | whole 7 60 | it is due within {} days
        variant voucher | by voucher
        - voucher_code | code VC 4 | the voucher's code is {}
        - amount | decimal 500 20000 | the voucher is worth {} dollars
        variant locker | to a locker
        - locker | whole 2 240 | the locker is number {}
        - pin | whole 1000 9999 | the PIN is {}
        variant doorstep | at the doorstep
        - signature | flag | a signature is needed | no signature is needed
        - earliest | time 7 20 | the earliest time is {}
        variant counter | at the counter
        - counter | whole 2 30 | the counter is number {}
        - id_needed | flag | an ID is needed | no ID is needed
        variant by_mail | by mail
        - town | text towns | the mail goes to {}
        - letters | whole 2 9 | there are {} letters
        variant by_phone | by phone
        - extension | whole 100 999 | the extension is {}
        - best_time | time 8 18 | the best time is {}
        variant in_person | in person
        - room | whole 2 90 | the room is number {}
        - day | date | the day is {}
        variant oven_bake | in the oven
        - degrees | whole 120 250 | the oven is at {} degrees
        - fan | flag | the fan is on | the fan is off
        variant pan_fry | in a pan
        - heat | choice low=low medium=medium high=high | the heat is {}
        - lid | flag | the lid is on | the lid is off
        variant battery | from a battery
        - charge_percent | whole 5 99 | the charge is {} percent
        - replaced | date | the battery was replaced on {}
        variant mains | from the mains
        - volts | whole 100 240 | the voltage is {}
        - fused | flag | the line is fused | the line is not fused
        variant written | in writing
        - pages | whole 2 20 | it has {} pages
        - open_book | flag | books are allowed | books are not allowed
        variant spoken_exam | spoken
        - minutes | whole 10 60 | it takes {} minutes
        - examiner | text people | the examiner is {}
        variant basic_cover | basic cover
        - excess | whole 300 2500 | the excess is {} euros
        - glass | flag | glass is covered | glass is not covered
        variant full_cover | full cover
        - daily_rate | decimal 600 4500 | the daily rate is {} euros
        - abroad | flag | it holds abroad | it does not hold abroad
        variant printed | on paper
        - counter | text streets | they are sold in {}
        - per_person | whole 2 8 | each person may buy {}
        variant mobile | on the phone
        - link | link | they are at {}
        - transferable | flag | they may be passed on | they may not be passed on
        variant on_site | on site
        - floor | whole 2 30 | the floor is {}
        - day | date | the day is {}
        variant video_call | by video call
        - link | link | the link is {}
        - begins | moment | it begins at {}
        variant faulty_release | a faulty release
        - release | code RL 4 | the release is {}
        - rolled_back | flag | it was rolled back | it was not rolled back
        variant hardware | a hardware failure
        - rack | whole 2 80 | the rack is number {}
        - replaced | date | the part was replaced on {}
        variant watering | watering
        - liters | whole 10 200 | it gets {} liters
        - every_days | whole 2 21 | it is watered every {} days
        variant support | a support
        - stakes | whole 2 5 | there are {} stakes
        - wire | flag | a wire is used | no wire is used
        variant monthly | monthly
        - fee | decimal 1500 9900 | the monthly fee is {} dollars
        - day_of_month | whole 2 28 | it is due on day {} of the month
        variant pay_per_visit | by the visit
        - fee | decimal 500 2500 | a visit costs {} dollars
        - visits | whole 2 40 | {} visits are paid for
        """
}
