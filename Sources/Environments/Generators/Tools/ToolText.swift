/// The functions that tool sets are made of, read once into `ToolCatalog`.
///
/// `## DOMAIN` opens a domain and `NAME | what it does` a function; `~ OTHER` names one that could be taken for it, so
/// that the two never stand in one set. Then a line a parameter, `* key | kind, its arguments | what it is` where it is
/// required and `- …` where it is not (`=VALUE` gives its default), and a line a wording, `> …`: an order to do it,
/// with `{key}` for a value. What stands in brackets is left out when its parameter is.
enum ToolText {
    static let all = [work, home, travel, shopping, data, life].joined(separator: "\n")

    private static let work = """
        ## calendar
        create_event | Puts an event into the calendar.
        * title | text event_titles | What the event is called
        * date | date | The day
        * start_time | time 8 20 | When it begins
        - duration_minutes | whole 15 180 15 =60 | How long it takes, in minutes
        - location | text meeting_rooms | Where it takes place
        > put "{title}" in my calendar[ on {date}][ at {start_time}][ for {duration_minutes} minutes][ in the {location}]
        > schedule "{title}"[ for {date}][, starting at {start_time}][, lasting {duration_minutes} minutes][, in the {location}]
        > add an event called "{title}" to my calendar[ on {date}][, beginning at {start_time}][, {duration_minutes} minutes long][, in the {location}]
        move_event | Moves an event to another time.
        * event_id | code EV 4 | The event's ID
        * new_date | date | The new day
        * new_start_time | time 8 20 | When it begins on the new day
        > move event {event_id}[ to {new_date}][, to begin at {new_start_time}]
        > reschedule {event_id} in my calendar[ to {new_date}][, starting at {new_start_time}]
        delete_event | Removes an event from the calendar.
        * event_id | code EV 4 | The event's ID
        * notify_guests | flag let the guests know / do not tell the guests | Whether the guests get a message
        > delete event {event_id} from my calendar[ and {notify_guests}]
        > take {event_id} off my calendar[ and {notify_guests}]
        list_events | Lists the events of some days.
        * from_date | date | The first day
        * days | whole 2 28 | How many days
        - calendar | choice work=work family=family sports=sports | Which calendar; all of them when it is left out
        > list the events[ of {days} days][, beginning with {from_date}][, from my {calendar} calendar only]
        > show me what is on[ for {days} days][ from {from_date} on][, just from the {calendar} calendar]
        ## mail
        send_email | Sends an email.
        ~ send_text_message
        ~ post_chat_message
        * to | email | The recipient's address
        * subject | text subjects_of_mail | The subject line
        * body | text messages | The text
        - priority | choice low=low high=high normal=normal =normal | How urgent it is
        > email {to}[ with the subject "{subject}"][, saying "{body}"][, with {priority} priority]
        > send an email[ to {to}][, subject "{subject}"][, saying "{body}"][; make it {priority} priority]
        search_mail | Finds messages in the mailbox.
        * query | text mail_topics | What to look for
        * folder | choice inbox=inbox sent=sent archive=archive | Where to look
        * limit | whole 2 50 | The most messages to return
        - unread_only | flag unread messages only / read and unread ones | Whether only unread messages count
        > search my mail for "{query}"[ in the {folder} folder][, {limit} results at most][, {unread_only}]
        > look for messages about "{query}"[ in the {folder} folder][, and return at most {limit}][, {unread_only}]
        forward_email | Forwards a message.
        * message_id | code MSG 5 | The message's ID
        * to | email | The new recipient's address
        - note | text messages | What to write above it
        > forward message {message_id}[ to {to}][ with the note "{note}"]
        > pass on {message_id}[ to {to}][, adding "{note}"]
        create_mail_filter | Sorts future messages of one sender into a folder.
        * sender | email | The sender's address
        * folder | text mail_folders | The folder
        - mark_read | flag mark them as read / leave them unread | Whether they are marked as read
        > file future messages from {sender}[ under "{folder}"][ and {mark_read}]
        > make a rule for messages from {sender}[: file them under "{folder}"][ and {mark_read}]
        ## projects
        create_ticket | Opens a ticket in the project tracker.
        * project | text project_names | The project
        * title | text ticket_titles | What the ticket is called
        * kind | choice bug=bug task=task feature=feature | The kind of ticket
        * assignee | text first_names | Who takes it on
        - labels | list tags 1 3 | Labels
        > open a ticket "{title}"[ in the project {project}][ as a {kind}][, assigned to {assignee}][, labeled {labels}]
        > file "{title}"[ as a {kind}][ in the project {project}][, with {assignee} in charge][, labeled {labels}]
        set_ticket_state | Changes the state of a ticket.
        * ticket_id | code TK 4 | The ticket's ID
        * state | choice todo=to-do in_progress=in-progress review=review done=done | The new state
        - comment | text messages | A comment to leave on it
        > change the state of ticket {ticket_id}[ to "{state}"][ and comment "{comment}"]
        > move {ticket_id} on our board[ to the state "{state}"][, leaving the comment "{comment}"]
        log_work_time | Books working time on a ticket.
        * ticket_id | code TK 4 | The ticket's ID
        * minutes | whole 15 480 15 | How many minutes
        * date | date | The day on which the work was done
        > log work on ticket {ticket_id}[: {minutes} minutes][, done on {date}]
        > book working time on {ticket_id}[, {minutes} minutes][, for {date}]
        invite_to_project | Gives somebody access to a project.
        * project | text project_names | The project
        * email | email | The person's address
        * role | choice viewer=a~viewer editor=an~editor admin=an~admin | What the person may do
        > invite {email}[ to the project {project}][ as {role}]
        > give {email} access[ to the project {project}][ as {role}]
        ## chat
        post_chat_message | Writes into a channel of the team chat.
        ~ send_email
        ~ send_text_message
        * channel | text channels | The channel, without the number sign
        * text | text messages | What to write
        * at | time | When it is posted
        - pin | flag pin it / do not pin it | Whether the message is pinned
        > post "{text}"[ in the chat channel {channel}][ at {at}][ and {pin}]
        > write "{text}" in our team chat[, in the channel {channel}][, at {at}][, and {pin}]
        send_text_message | Sends a text message to a phone.
        ~ send_email
        ~ post_chat_message
        * phone | phone | The number, with the country code
        * text | text messages | What it says
        > text {phone}[ the words "{text}"]
        > send a text message to {phone}[ that says "{text}"]
        start_video_call | Starts a video call at once.
        ~ create_event
        * participants | list first_names 2 4 | Who is called
        * topic | text event_titles | What the call is about
        - record | flag record it / do not record it | Whether the call is recorded
        > start a video call about "{topic}"[ with {participants}][ and {record}]
        > call a video meeting on "{topic}"[ with {participants}][ and {record}]
        """

    private static let home = """
        ## smart_home
        set_thermostat | Sets the target temperature of a room.
        * room | text rooms | The room
        * celsius | decimal 1500 2600 50 | The temperature, in degrees Celsius
        * until | time | When the usual program takes over again
        > set the thermostat in the {room}[ to {celsius} degrees][ until {until}]
        > heat the {room}[ to {celsius} degrees][ until {until}]
        set_light | Sets the brightness and color of a room's lights.
        * room | text rooms | The room
        * brightness | whole 5 100 | The brightness in percent
        - color | choice warm=warm cold=cold red=red blue=blue | The color
        > change the lights in the {room}[ to {brightness} percent][, in a {color} tone]
        > adjust the {room} lights[ to a brightness of {brightness} percent][, in a {color} tone]
        lock_door | Locks or unlocks an outer door.
        * door | text doors | The door
        * pin | whole 1000 9999 | The owner's PIN
        * action | choice lock=lock unlock=unlock | What to do
        > {action} the {door}[ using the PIN {pin}]
        > {action} the {door} for me[ with the PIN {pin}]
        set_blinds | Moves the blinds of a room.
        * room | text rooms | The room
        * open_percent | whole 5 95 | How far they are open, in percent
        - at_time | time | When to move them; at once when it is left out
        > move the blinds in the {room}[ so that they are {open_percent} percent open][ at {at_time}]
        > adjust the {room} blinds[ to {open_percent} percent open][ at {at_time}]
        start_vacuum | Sends the vacuum robot to clean rooms.
        * rooms | list rooms 2 4 | The rooms
        * mode | choice quiet=quiet normal=normal strong=strong | How strong it cleans
        - passes | whole 2 3 =1 | How often it goes over the floor
        > vacuum the {rooms}[ in {mode} mode][, going over the floor {passes} times]
        > send the vacuum robot through the {rooms}[ in {mode} mode][, with {passes} passes]
        arm_alarm | Arms the burglar alarm.
        * mode | choice away=away night=night | Which sensors are on
        * code | whole 100000 999999 | The owner's code
        - delay_seconds | whole 10 120 5 =30 | How long until it is armed, in seconds
        > arm the alarm in {mode} mode[ with the code {code}][, {delay_seconds} seconds from now]
        > switch the alarm to {mode} mode[ using the code {code}][, with a delay of {delay_seconds} seconds]
        ## kitchen
        find_recipe | Finds recipes for ingredients.
        * ingredients | list ingredients 2 4 | What must be in it
        * max_minutes | whole 15 120 5 | The longest cooking time, in minutes
        - diet | choice vegetarian=vegetarian vegan=vegan gluten_free=gluten-free | A diet that it must suit
        > find a recipe with {ingredients}[ that takes at most {max_minutes} minutes][ and suits a {diet} diet]
        > look for something to cook from {ingredients}[ in no more than {max_minutes} minutes][, fit for a {diet} diet]
        add_to_shopping_list | Puts something on the shopping list.
        * item | text ingredients | What to buy
        * quantity | whole 2 24 | How much or how many
        * unit | choice pieces=pieces packs=packs bags=bags boxes=boxes | The unit of the quantity
        - store | text shops | Where to buy it
        > put {item} on the shopping list[, quantity {quantity}][, counted in {unit}][, from {store}]
        > add {item} to my shopping list[: quantity {quantity}][, unit {unit}][, to be bought at {store}]
        set_oven | Heats the oven.
        * celsius | whole 60 250 5 | The temperature, in degrees Celsius
        * program | choice fan=fan grill=grill top_and_bottom=top-and-bottom | The heating program
        * minutes | whole 10 180 | How long, in minutes
        > run the oven in the {program} program[ at {celsius} degrees][ for {minutes} minutes]
        > heat the oven with the {program} program[ to {celsius} degrees][, for {minutes} minutes]
        set_timer | Starts a kitchen timer.
        ~ set_reminder
        * label | text dishes | What it is for
        * minutes | whole 2 90 | How long it runs, in minutes
        - sound | choice bell=bell chime=chime beep=beep =bell | The sound at the end
        > set a timer for the {label}[, {minutes} minutes long][, with the {sound} sound]
        > start a kitchen timer called "{label}"[ of {minutes} minutes][ that ends with a {sound}]
        ## media
        play_music | Plays music in a room.
        * artist | text artists | Whose music
        * room | text rooms | Where it plays
        * volume | whole 5 90 | The volume in percent
        - shuffle | flag shuffled / in order | Whether the order is random
        > play {artist}[ in the {room}][ at {volume} percent volume][, {shuffle}]
        > put on music by {artist}[ in the {room}][, {volume} percent loud][, {shuffle}]
        create_playlist | Makes a new playlist.
        * name | text playlist_names | The playlist's name
        * artists | list artists 2 4 | Whose music goes in
        - is_public | flag make it public / keep it private | Whether others see it
        > make a playlist called "{name}"[ with {artists}][ and {is_public}]
        > create the playlist "{name}"[, filled with {artists}][, and {is_public}]
        record_show | Records a television program.
        * channel | whole 2 99 | The number of the channel
        * date | date | The day
        * start_time | time | When to begin
        * minutes | whole 20 240 | How long, in minutes
        > make a recording[ of channel {channel}][ on {date}][ from {start_time} on][ for {minutes} minutes]
        > set the recorder[ to channel {channel}][ on {date}][, starting at {start_time}][, {minutes} minutes in all]
        """

    private static let travel = """
        ## flights
        search_flights | Searches flights between two cities.
        * origin | text cities | The city to leave from
        * destination | text destinations | The city to arrive in
        * date | date | The day of departure
        - cabin | choice economy=economy business=business first=first =economy | The class
        - max_stops | whole 2 3 | The most stops on the way
        > search flights[ from {origin}][ to {destination}][ on {date}][ in {cabin} class][, with at most {max_stops} stops]
        > find me a flight[ from {origin}][ to {destination}][ for {date}][ in {cabin} class][, stopping {max_stops} times at most]
        book_flight | Books seats on a flight.
        * flight_number | code WX 4 | The flight's number
        * passengers | list people 1 3 | The passengers' full names
        - seat | choice aisle=aisle window=window middle=middle | The kind of seat
        - bags | whole 2 4 =1 | Checked bags for each passenger
        > book flight {flight_number}[ for {passengers}][, with {seat} seating][, {bags} checked bags per passenger]
        > reserve seating on {flight_number}[ for {passengers}][, {seat} seating if possible][, with {bags} checked bags per passenger]
        get_flight_status | Tells whether a flight is on time.
        * flight_number | code WX 4 | The flight's number
        * date | date | The day of departure
        > check whether flight {flight_number} is on time[ on {date}]
        > look up the status of flight {flight_number}[ on {date}]
        ## hotels
        search_hotels | Searches free hotel rooms in a city.
        * city | text destinations | The city
        * check_in | date | The day of arrival
        * nights | whole 2 21 | How many nights
        * guests | whole 2 6 | How many guests
        - max_price | whole 60 400 5 | The highest price of a night, in euros
        > find a hotel in {city}[ from {check_in} on][ for {nights} nights][, for {guests} guests][, at no more than {max_price} euros a night]
        > look for hotel rooms in {city}[, arriving on {check_in}][, staying {nights} nights][, for {guests} guests][, up to {max_price} euros a night]
        cancel_hotel_booking | Cancels a hotel booking.
        * booking_id | code HB 5 | The booking's ID
        * reason | choice illness=illness change_of_plans=change~of~plans double_booking=double~booking | Why
        > cancel the hotel booking {booking_id}[ for the reason "{reason}"]
        > call off my hotel booking {booking_id}[ and give "{reason}" as the reason]
        request_late_checkout | Asks a hotel for a later check-out.
        * booking_id | code HB 5 | The booking's ID
        * time | time 12 19 | When the room will be left
        > ask for a late checkout for booking {booking_id}[ at {time}]
        > extend my checkout on booking {booking_id}[ until {time}]
        ## transport
        find_train | Searches train connections.
        ~ plan_route
        * from_station | text towns | The station to leave from
        * to_station | text other_towns | The station to arrive at
        * date | date | The day
        * depart_after | time | The earliest departure
        - first_class | flag in first class / in second class | Whether to search first class
        > find a train[ from {from_station}][ to {to_station}][ on {date}][ after {depart_after}][, {first_class}]
        > search train connections[ from {from_station}][ to {to_station}][ on {date}][, leaving after {depart_after}][, {first_class}]
        book_taxi | Orders a taxi.
        * pickup | address | The address where the ride begins
        * time | time | When to be picked up
        * passengers | whole 2 6 | How many people ride
        - note | text notes | A note to the driver
        > order a taxi[ from {pickup}][, at {time}][, for {passengers} people][, with the note "{note}"]
        > get me a cab[ at {pickup}][ at {time}][ for {passengers} people][, and tell the driver "{note}"]
        rent_car | Rents a car.
        * city | text cities | Where the car is picked up
        * from_date | date | The first day
        * days | whole 2 21 | For how many days
        * category | choice compact=a~compact family=a~family convertible=a~convertible electric=an~electric | The kind of car
        > rent a car[ in {city}][ from {from_date} on][ for {days} days][, {category} one]
        > reserve a rental car[ in {city}][, starting on {from_date}][, for {days} days][, {category} one]
        plan_route | Plans a route between two towns.
        * start | text towns | The town at the start
        * end | text other_towns | The town at the end
        * mode | choice car=by~car bicycle=by~bicycle foot=on~foot | How to travel
        - avoid | list road_kinds 1 2 | What to avoid
        > plan a route[ from {start}][ to {end}][ {mode}][, avoiding {avoid}]
        > work out the way[ from {start}][ to {end}][ {mode}][, avoiding {avoid}]
        ## weather
        get_weather_forecast | Gives the weather forecast of a city.
        * city | text cities | The city
        * date | date | The day
        - unit | choice fahrenheit=Fahrenheit celsius=Celsius =celsius | The unit of temperatures
        > give me the weather forecast[ for {city}][ on {date}][, in {unit}]
        > tell me what the weather will be like[ in {city}][ on {date}][, with temperatures in {unit}]
        get_air_quality | Gives the air quality of a city at a time of day.
        * city | text cities | The city
        * date | date | The day
        * time | time | The time of day
        > check the air quality[ in {city}][ on {date}][ at {time}]
        > find out how good the air is[ in {city}][ on {date}][ at {time}]
        """

    private static let shopping = """
        ## shop
        search_products | Searches the shop's products.
        * query | text products | What to look for
        * max_price | whole 15 900 5 | The highest price, in dollars
        - color | text colors | The color
        - sort_by | choice price=price rating=rating newest=newest =rating | The order of results
        > search the shop for "{query}"[, up to {max_price} dollars][, in {color}][, sorted by "{sort_by}"]
        > see what the shop has for "{query}"[ at {max_price} dollars at most][, in {color}][, ordered by "{sort_by}"]
        place_order | Orders products from the shop.
        * items | lines goods 1 3 | The products
        * address_id | code AD 3 | The ID of the delivery address
        - gift_wrap | flag gift-wrapped / not gift-wrapped | Whether it is wrapped as a gift
        > order {items}[ to address {address_id}][, {gift_wrap}]
        > place an order for {items}[, delivered to address {address_id}][, {gift_wrap}]
        track_package | Tells where a package is.
        * tracking_number | code PK 7 | The tracking number
        * carrier | choice falcon_post=Falcon~Post north_parcel=North~Parcel swift_van=Swift~Van | Who carries it
        > track the package {tracking_number}[ with {carrier}]
        > find the package {tracking_number}[, which is on its way with {carrier}]
        return_item | Starts a return.
        * order_id | code OR 5 | The order's ID
        * item | text goods | What goes back
        * reason | choice damaged=damaged wrong_item=wrong~item too_late=too~late unwanted=unwanted | Why
        > return the {item}[ of order {order_id}][, reason "{reason}"]
        > send back the {item}[ from order {order_id}][ with the reason "{reason}"]
        write_review | Publishes a review of a product.
        * order_id | code OR 5 | The order in which it was bought
        * stars | whole 2 5 | How many stars
        * text | text review_texts | What the review says
        > review order {order_id}[ with {stars} stars][, saying "{text}"]
        > leave a review on order {order_id}[: {stars} stars][, "{text}"]
        apply_coupon | Applies a coupon to an order.
        * order_id | code OR 5 | The order's ID
        * code | code SAVE 4 | The coupon's code
        > use a coupon on order {order_id}[ with the code {code}]
        > reduce the price of my order {order_id} with a coupon[, code {code}]
        ## restaurants
        book_table | Books a table in a restaurant.
        * restaurant | text restaurants | The restaurant
        * date | date | The day
        * time | time 12 22 | When the table is needed
        * people | whole 2 12 | How many people
        - outside | flag outside / inside | Whether the table is outside
        > book a table[ at {restaurant}][ on {date}][ at {time}][ for {people} people][, {outside}]
        > reserve a table[ at {restaurant}][ for {people} people][ on {date}][ at {time}][, {outside}]
        order_meal | Orders a meal to an address.
        * restaurant | text restaurants | The restaurant
        * dishes | lines plates 1 3 | The dishes
        * address | address | Where it is delivered
        > order {dishes}[ from {restaurant}][ to {address}]
        > have {dishes} delivered[ from {restaurant}][ to {address}]
        ## bank
        transfer_money | Transfers money to an account.
        * to_account | code AC 8 | The recipient's account
        * amount | price 500 90000 5 | The amount
        * currency | choice EUR=euros USD=dollars GBP=pounds | The currency
        - reference | text subjects_of_mail | What the recipient reads
        > transfer[ {amount}][ {currency}][ to account {to_account}][ with the reference "{reference}"]
        > send[ {amount}][ {currency}] by bank transfer[ to account {to_account}][, reference "{reference}"]
        get_account_balance | Gives the balance of an account on a day.
        * account | code AC 8 | The account
        * date | date | The day
        > tell me the balance of account {account}[ on {date}]
        > look up how much was in account {account}[ on {date}]
        convert_currency | Converts an amount of money.
        * amount | price 500 90000 5 | The amount
        * from_currency | choice EUR=euros USD=dollars GBP=pounds | The currency that it is in
        * to_currency | choice JPY=yen CHF=francs SEK=kronor | The currency wanted
        > convert {amount} {from_currency}[ to {to_currency}]
        > work out what {amount} {from_currency} are[ in {to_currency}]
        block_card | Blocks a bank card.
        * last_digits | code CARD 4 | The card's ID
        * reason | choice lost=lost stolen=stolen damaged=damaged | Why
        - order_replacement | flag order a new one / do not order a new one | Whether a new card is sent
        > block the card {last_digits}[ because it was {reason}][ and {order_replacement}]
        > put a stop on card {last_digits}[ since it was {reason}][ and {order_replacement}]
        """

    private static let data = """
        ## files
        create_folder | Creates a folder.
        * path | path | Where, from the root on
        * owner | text people | The full name of the owner
        - shared_with | list first_names 1 3 | Who else may read it
        > create the folder {path}[ for {owner}][, shared with {shared_with}]
        > make a folder at {path}[ that belongs to {owner}][ and is shared with {shared_with}]
        rename_file | Renames a file.
        * path | path | The file's path
        * new_name | text file_names | The new name
        > rename the file {path}[ to "{new_name}"]
        > give the file at {path} a new name[, "{new_name}"]
        compress_files | Packs a folder into an archive.
        * path | path | The folder's path
        * format | choice zip=ZIP tar_gz=tar.gz seven_zip=7-Zip | The archive's format
        - password | text passwords | A password
        > pack the folder {path}[ as a {format} archive][ with the password {password}]
        > compress {path}[ into a {format} archive][, protected by the password {password}]
        share_link | Makes a link to a file.
        * path | path | The file's path
        * expires_on | date | The last day on which the link works
        - can_edit | flag with editing allowed / read-only | Whether those with the link may edit
        > make a link to {path}[ that works until {expires_on}][, {can_edit}]
        > share {path} by link[ until {expires_on}][, {can_edit}]
        ## database
        run_report | Runs a report over a period.
        * report | choice sales=sales churn=churn inventory=inventory traffic=traffic | Which report
        * from_date | date | The first day
        * days | whole 7 90 | How many days
        - region | text countries | The country; all when it is left out
        > run the {report} report[ starting on {from_date}][, over {days} days][, for {region}]
        > make me the {report} report[, beginning on {from_date}][, covering {days} days][, for {region} only]
        get_customer | Looks up a customer.
        * customer_id | code CU 6 | The customer's ID
        * fields | list customer_fields 2 4 | Which fields to return
        > look up customer {customer_id}[ and give me the {fields}]
        > get the record of customer {customer_id}[, with the {fields}]
        update_stock | Sets how many pieces of a product are in stock.
        * sku | code SKU 5 | The product's number
        * pieces | whole 2 900 | How many pieces there are
        * warehouse | text cities | Which warehouse
        > set the stock of {sku}[ to {pieces} pieces][ in the {warehouse} warehouse]
        > update {sku}[ to {pieces} pieces in stock][ at the {warehouse} warehouse]
        schedule_backup | Plans a daily backup.
        * database | text project_names | The database
        * time | time | When it runs
        * keep_days | whole 3 90 | For how many days a backup is kept
        > back up the {database} database every day[ at {time}][ and keep each backup for {keep_days} days]
        > plan a daily backup of the {database} database[ at {time}][, kept for {keep_days} days]
        ## servers
        restart_service | Restarts a service on a host.
        * service | text apps | The service
        * host | host | The host
        - drain_seconds | whole 5 120 5 =0 | How long open requests get to finish, in seconds
        > restart the {service} service[ on {host}][, giving open requests {drain_seconds} seconds]
        > restart {service}[ on {host}][ after {drain_seconds} seconds for open requests]
        scale_service | Sets how many instances of a service run.
        * service | text apps | The service
        * instances | whole 2 40 | How many instances
        * region | choice eu_west=EU-West us_east=US-East asia_south=Asia-South | Where
        > scale the {service} service[ to {instances} instances][ in {region}]
        > set the number of instances of {service}[ to {instances}][ in {region}]
        get_logs | Fetches the log of a host.
        * host | host | The host
        * level | choice debug=debug warning=warning error=error | The lowest level
        * lines | whole 20 500 10 | How many lines
        > fetch the log of {host}[, the last {lines} lines][, from level {level} up]
        > show me the log of {host}[, {lines} lines][, level {level} and above]
        create_dns_record | Creates a DNS record.
        * name | host | The name
        * type | choice A=A AAAA=AAAA TXT=TXT | The type
        * ttl_seconds | whole 60 3600 60 | How long it may be kept, in seconds
        - value | text words | The value
        > create a DNS record for {name}[ of type {type}][ with a TTL of {ttl_seconds} seconds][ and the value {value}]
        > add a DNS record[ of type {type}] for {name}[, TTL {ttl_seconds} seconds][, value {value}]
        """

    private static let life = """
        ## health
        book_appointment | Books an appointment with a doctor.
        * doctor | text people | The doctor's full name
        * date | date | The day
        * time | time 8 18 | When
        - reason | text symptoms | What it is about
        > make an appointment[ with Dr. {doctor}][ on {date}][ at {time}][ for the reason "{reason}"]
        > book me in[ with Dr. {doctor}][ for {date}][ at {time}][ and give "{reason}" as the reason]
        log_meal | Enters a meal into the food diary.
        * meal | text meals | What was eaten
        * calories | whole 80 1200 10 | How many calories
        * date | date | The day
        > log {meal}[ with {calories} calories][ for {date}]
        > enter {meal} in my food diary[, {calories} calories][, on {date}]
        log_workout | Enters a workout into the training diary.
        * sport | text sports | The sport
        * minutes | whole 10 180 5 | How long, in minutes
        * date | date | The day
        - heart_rate | whole 80 180 | The average heart rate
        > log a workout: {sport}[ for {minutes} minutes][ on {date}][ with an average heart rate of {heart_rate}]
        > enter {sport} in my training diary[, {minutes} minutes][, done on {date}][, average heart rate {heart_rate}]
        refill_prescription | Orders a refill of a prescription.
        * prescription_id | code RX 6 | The prescription's ID
        * pharmacy | text pharmacies | Where it is picked up
        > refill the prescription {prescription_id}[ at {pharmacy}]
        > order a refill of {prescription_id}[, to be picked up at {pharmacy}]
        ## notes
        create_note | Writes a note.
        * title | text event_titles | The title
        * text | text messages | What it says
        * tags | list tags 1 3 | Tags
        > write a note titled "{title}"[ that says "{text}"][, tagged {tags}]
        > make a note called "{title}"[ with the text "{text}"][, tagged {tags}]
        set_reminder | Reminds of something at a time.
        ~ set_timer
        ~ create_event
        * text | text reminders | What to be reminded of
        * date | date | The day
        * time | time | When
        > remind me to {text}[ on {date}][ at {time}]
        > set a reminder to {text}[ on {date}][ at {time}]
        translate_text | Translates a text.
        * text | text messages | The text
        * target_language | text languages | The language wanted
        * formality | choice formal=a~formal informal=an~informal | The tone
        > translate "{text}"[ into {target_language}][ in {formality} tone]
        > give me a translation of "{text}"[ into {target_language}][, in {formality} tone]
        convert_length | Converts a length.
        * value | decimal 100 90000 25 | The length
        * from_unit | choice kilometer=kilometers meter=meters nautical_mile=nautical~miles | The unit that it is in
        * to_unit | choice mile=miles foot=feet yard=yards | The unit wanted
        > convert {value} {from_unit}[ to {to_unit}]
        > tell me how much {value} {from_unit} are[ in {to_unit}]
        ## library
        search_books | Searches a library's catalog.
        * topic | text topics | The topic
        * language | text languages | The language of the books
        * published_after | whole 1950 2024 | The year after which they were published
        - available_only | flag only those on the shelf / also those on loan | Whether books on loan are left out
        > find books about {topic}[ in {language}][ published after {published_after}][, {available_only}]
        > search the library for books on {topic}[, written in {language}][, from after {published_after}][, {available_only}]
        reserve_book | Reserves a book.
        * title | text book_titles | The book's title
        * branch | text towns | The branch where it is picked up
        * card_number | code LC 6 | The number of the reader's card
        > reserve "{title}"[ at the {branch} branch][ on my card {card_number}]
        > put "{title}" on hold[, for pickup at the {branch} branch][, card {card_number}]
        renew_loan | Renews a loan.
        * loan_id | code LN 6 | The loan's ID
        * weeks | whole 2 6 | For how many weeks
        > renew the loan {loan_id}[ for {weeks} weeks]
        > extend loan {loan_id}[ by {weeks} weeks]
        ## people
        add_contact | Adds a person to the address book.
        * name | text people | The full name
        * phone | phone | The number, with the country code
        - email | email | The email address
        - group | choice family=family friends=friends work=work | The group
        > add {name} to my contacts[ with the number {phone}][, the email address {email}][, in the group {group}]
        > save {name} in my address book[, phone {phone}][, email {email}][, in the group {group}]
        send_gift | Sends a gift voucher.
        * recipient | text people | Who gets it
        * shop | text shops | For which shop
        * value | whole 10 300 5 | How much it is worth, in dollars
        - message | text messages | A message
        > send {recipient} a gift voucher[ for {shop}][ worth {value} dollars][ with the message "{message}"]
        > give {recipient} a voucher[ of {value} dollars][ for {shop}][, saying "{message}"]
        find_free_slot | Finds a time when everybody is free.
        * people | list first_names 2 4 | Who must be there
        * date | date | The day
        * minutes | whole 15 120 15 | How long the slot must be, in minutes
        > find a free slot for {people}[ on {date}][ of {minutes} minutes]
        > see when {people} are free at the same time[ on {date}][ for {minutes} minutes]
        """
}
