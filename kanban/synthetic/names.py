"""First names and surnames to combine. Any likeness with a person is chance: they are drawn independently.

Danish first names come in two generations, and names from abroad keep to one part of the world, so that a card
reads like a person.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class NameStock:
    """First names of women and men and the surnames that go with them."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_DANISH_SURNAMES = _words(
    """
    Aagaard Abildgaard Ager Albrechtsen Andersen Andreasen Asmussen Axelsen Bach Bagger Bak Bang Bech Beck Bendtsen
    Bertelsen Bertram Bisgaard Bjerre Bjerregaard Boesen Bonde Borup Brandt Brix Brodersen Bruun Bruhn Buch Bundgaard
    Carlsen Carstensen Christensen Christiansen Christoffersen Clausen Clemmensen Dahl Dalgaard Dalsgaard Dam Damgaard
    Danielsen Davidsen Degn Due Ebbesen Ellegaard Enevoldsen Engberg Eriksen Eskildsen Fabricius Fischer Fogh Frandsen
    Frederiksen Friberg Friis Frost Gade Gammelgaard Gravesen Gregersen Grøn Guldager Hald Hansen Hartvig Hauge Hedegaard
    Hein Hermansen Hjorth Hoffmann Holgersen Holm Holmgaard Holst Høj Høyer Ibsen Isaksen Iversen Jacobsen Jakobsen
    Jensen Jeppesen Jespersen Jessen Johannesen Johansen Justesen Juul Jørgensen Karlsen Kirk Kirkegaard Kjeldsen
    Kjær Kjærgaard Klausen Knudsen Koch Kofoed Korsgaard Krag Kragh Kristensen Kristiansen Kristoffersen Kruse Lange
    Larsen Lassen Lauridsen Lauritsen Laursen Lind Lindberg Lindgren Lorentzen Lund Lundgaard Lykke Madsen Markussen
    Mathiasen Mathiesen Meldgaard Michelsen Mikkelsen Mogensen Mortensen Mouritsen Munk Munch Møller Nielsen Nissen
    Norup Nygaard Nørby Nørgaard Olesen Olsen Ottosen Overgaard Paulsen Pedersen Petersen Pihl Poulsen Rask Rasmussen
    Ravn Riis Rohde Rosendal Sandberg Schmidt Schou Schultz Simonsen Skaarup Skov Skovgaard Skriver Sloth Søgaard
    Søndergaard Sørensen Steffensen Storm Svane Svendsen Sylvest Tang Therkildsen Thomsen Thorsen Thygesen Toft
    Toftegaard Tolstrup Trolle Ulriksen Vad Vang Vester Vestergaard Villadsen Vinther Vognsen Wagner Winther Wulff
    Ødegaard Ørsted Østergaard Åkjær Ågesen
    """
)
ELDER_DANES = NameStock(
    women=_words(
        """
        Anette Anne Annelise Annette Anni Bente Benthe Birgit Birgitte Birthe Bodil Britta Charlotte Conny Connie
        Dorrit Dorte Dorthe Elin Elisabeth Elsebeth Eva Gerda Gitte Grethe Gudrun Hanne Heidi Helle Henriette Inge
        Inger Ingrid Irene Jane Janne Jette Jonna Joan Jytte Karen Karin Kirsten Lene Lis Lisbeth Lone Lotte Majbritt
        Mariann Marianne Mette Mona Nina Pernille Pia Randi Ruth Sanne Solveig Susanne Tina Tove Ulla Vibeke Winnie
        """
    ),
    men=_words(
        """
        Allan Anders Arne Asger Benny Bent Bjarne Bo Brian Børge Carsten Claus Egon Erik Ernst Finn Flemming Frank
        Frode Freddy Gert Hans Helge Henning Henrik Ib Ivan Jan Jens Jesper John Jørgen Kaj Karl Keld Kenneth Kim
        Klaus Knud Kurt Lars Leif Lennart Mogens Niels Ole Orla Palle Per Peter Poul Preben René Robert Steen Steffen
        Sten Svend Søren Tage Tommy Torben Ulrik Verner Viggo Willy Åge
        """
    ),
    surnames=_DANISH_SURNAMES,
)
YOUNGER_DANES = NameStock(
    women=_words(
        """
        Amalie Anja Ann Anna Astrid Camilla Caroline Cecilie Christina Ditte Emilie Emma Frederikke Freja Gry Ida
        Isabella Johanna Johanne Josefine Julie Karina Karoline Katrine Kirstine Kristina Laura Lea Line Linda Lisa
        Louise Luna Maja Malene Maria Marie Mathilde Melissa Merete Mia Michelle Mille Monica Nadja Nanna
        Natasja Nikoline Rebecca Rikke Sabrina Sandra Sara Sarah Signe Simone Sofie Stephanie Stine Tanja Tine Trine
        """
    ),
    men=_words(
        """
        Alexander Andreas Anton Benjamin Bjørn Casper Christian Christoffer Dan Daniel David Dennis Emil Frederik
        Gustav Jacob Jakob Jeppe Jimmi Johannes Jonas Jonathan Kasper Kevin Kristian Kristoffer Lasse Lucas Mads
        Magnus Malthe Marc Marcus Mark Martin Mathias Michael Mick Mikkel Morten Nick Nicklas Nicolai Oliver Oscar
        Patrick Philip Rasmus Robin Ronni Sebastian Simon Stefan Theis Thomas Thor Tobias Troels Victor Villads
        """
    ),
    surnames=_DANISH_SURNAMES,
)
ABROAD: tuple[NameStock, ...] = (
    NameStock(
        women=_words("Amal Aya Dina Fatima Hanan Huda Iman Khadija Layla Maryam Nadia Noor Rania Salma Samira Yasmin"),
        men=_words("Adel Ahmed Ali Bilal Fadi Hassan Jamal Karim Khaled Mahmoud Mohamed Mustafa Omar Rami Samir Walid"),
        surnames=_words(
            "Abbas Abdallah Aziz Darwish Farouk Haddad Haddou Hamdan Ibrahim Jaber Khalil Mansour Nasser Qasim Rashid Saleh"
        ),
    ),
    NameStock(
        women=_words("Ayşe Aylin Derya Elif Emine Esra Fatma Gül Hatice Leyla Meryem Nur Özlem Sevgi Zehra Zeynep"),
        men=_words("Ahmet Burak Cem Emre Erkan Hakan Hüseyin Kemal Mehmet Murat Mustafa Osman Orhan Serkan Yusuf Ömer"),
        surnames=_words(
            "Arslan Aydin Çelik Demir Doğan Kaya Kilic Koç Öztürk Polat Şahin Toprak Yildirim Yildiz Yilmaz"
        ),
    ),
    NameStock(
        women=_words("Amina Asha Ayan Deqa Fadumo Fatuma Halima Hodan Ifrah Nasra Nimo Rahma Sahra Sucdi Ubah Zamzam"),
        men=_words(
            "Abdi Abdirahman Ahmed Bashir Farah Hassan Ibrahim Ismail Jama Liban Mohamud Nuur Omar Osman Said Yusuf"
        ),
        surnames=_words(
            "Abdi Adan Ali Barre Diriye Dualeh Farah Guled Hashi Hersi Jama Mohamud Muse Osman Samatar Warsame"
        ),
    ),
    NameStock(
        women=_words("Azadeh Fereshteh Golnaz Laleh Mahsa Mina Nasrin Parisa Roya Setareh Shabnam Shirin Soraya Zahra"),
        men=_words("Ali Amir Arash Behzad Farid Hamid Jawad Kaveh Mehdi Navid Omid Reza Saeed Tariq Yaghoub Zaher"),
        surnames=_words(
            "Ahmadi Akbari Amini Azizi Ghafari Hashemi Hosseini Jafari Karimi Mohammadi Moradi Noori Rahimi Rezai Sharifi"
        ),
    ),
    NameStock(
        women=_words(
            "Amra Azra Biljana Dragana Jasmina Jelena Lejla Ljiljana Mirela Nermina Sabina Sanela Selma Vesna"
        ),
        men=_words(
            "Adnan Amir Darko Dragan Edin Emir Goran Haris Miroslav Mirza Nenad Nermin Samir Senad Vladimir Zoran"
        ),
        surnames=_words(
            "Avdić Begić Delić Hadžić Hodžić Ilić Jovanović Kovačević Marković Mehić Mujić Omerović Petrović Stanković Suljić"
        ),
    ),
    NameStock(
        women=_words(
            "Agnieszka Anna Beata Dorota Ewa Iryna Joanna Katarzyna Kateryna Oksana Olena Svitlana Tetiana Yuliia"
        ),
        men=_words(
            "Andrii Bogdan Dmytro Jacek Krzysztof Maksym Marek Mykola Oleksandr Paweł Piotr Serhii Tomasz Volodymyr"
        ),
        surnames=_words(
            "Bondarenko Boyko Kaczmarek Kovalenko Kravchenko Lysenko Marchenko Mazur Nowak Pawlak Shevchenko Sikora Tkachenko "
            "Wójcik Woźniak"
        ),
    ),
    NameStock(
        women=_words("Hanh Hoa Huong Kim Lan Linh Mai Malai Ngoc Phuong Somsri Suda Thuy Trang Tuyet Xuan"),
        men=_words("Anh Bao Dat Duc Dung Hieu Hung Khanh Long Minh Nam Phuc Quan Thanh Tien Tuan"),
        surnames=_words("Bui Dang Dinh Do Ho Hoang Huynh Le Ly Ngo Nguyen Pham Phan Tran Truong Vo"),
    ),
    NameStock(
        women=_words(
            "Abeba Bezawit Eden Helen Kanimozhi Luwam Meena Mehret Priya Rahel Saba Selam Shanti Tigist Yordanos"
        ),
        men=_words(
            "Abel Aman Anand Bereket Daniel Filmon Haile Henok Kumar Merhawi Nahom Ravi Samuel Siva Tesfay Yonas"
        ),
        surnames=_words(
            "Abraham Bekele Ghebre Habte Haile Kahsay Kidane Mehari Nadarajah Negasi Rajan Sivakumar Tekle Tesfaye"
        ),
    ),
)
BROKERS = ("Maja Juhl", "Peter Krogh", "Samira Haddad", "Lone Dam", "Jonas Winther")
LEADER, SUPERUSER = "Dorthe Lindegaard", "Henrik Vinding"
