"""Names to combine. Any likeness with a person is chance: first names and surnames are drawn independently."""

WOMEN = tuple(
    "Hanne Kirsten Birgit Lone Mette Susanne Charlotte Lene Anne Marianne Tina Pia Gitte Helle Dorte Jette Inge Karen Bente "
    "Vibeke Rikke Camilla Louise Maria Sofie Ida Julie Line Maja Signe Astrid Ellen Grethe Ruth Else Lisbeth Annette Connie "
    "Malene Tine Bodil Sara Nanna Trine Heidi Anja Ditte Stine Ulla Winnie Yvonne Mona Randi Eva Agnes Frida Alma Emma Laura "
    "Benedikte Johanne Kamma Liv Merete Solveig Tove Vera Annika Berit Dagny".split()
)
MEN = tuple(
    "Poul Erik Jens Lars Peter Henrik Søren Niels Hans Michael Thomas Jørgen Ole Per Bent Karl Svend Torben Flemming Carsten "
    "Palle Morten Kim Anders Jonas Kristian Rasmus Mads Martin Jesper Claus Steen Finn Kurt Leif Brian Allan Bo Dan Erling "
    "Frank Gert Hugo Ivan Jakob Kaj Lasse Mikkel Nikolaj Oskar Rene Simon Tommy Ulrik Viggo Aage Asger Bjarne Christoffer Emil "
    "Frederik Gunnar Henning Ib Keld Lucas Magnus Otto Preben Ronni".split()
)
WOMEN_FROM_ABROAD = tuple(
    "Fatuma Amina Zahra Layla Leyla Maryam Shirin Nasra Hodan Sahra Ayse Fatma Emine Zeynep Olena Tatiana Svetlana Irina Natalia "
    "Nadia Samira Rania Hanan Noor Farah Yasmin Parisa Mina Thi Linh Mai Somchai Agnieszka Ewa Katarzyna Mirela Jasmina Senada "
    "Amra Lejla Halima Khadija Rahma Asha Ifrah Selma Dilan Rojda Shilan Bahar".split()
)
MEN_FROM_ABROAD = tuple(
    "Yusuf Mehmet Karim Ali Hassan Ahmed Ibrahim Mohamed Omar Abdi Tariq Mustafa Murat Emre Hakan Dragan Goran Zoran Adnan Emir "
    "Mirza Senad Igor Oleksandr Andrii Piotr Marek Tomasz Reza Hamid Farid Navid Jamal Bilal Samir Khaled Walid Rami Duc Minh "
    "Tuan Said Nur Aziz Baran Azad Kawa Hiwa Serkan Cem".split()
)
SURNAMES = tuple(
    "Nielsen Jensen Hansen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Jørgensen Petersen Madsen Kristensen Olsen "
    "Thomsen Christiansen Poulsen Johansen Møller Mortensen Knudsen Mikkelsen Frandsen Thygesen Bertelsen Østergaard Bundgaard "
    "Dalgaard Damgaard Nørgaard Kjærgaard Overgaard Aagaard Søndergaard Vestergaard Holm Lund Bech Bak Krogh Krag Juul Juhl Friis "
    "Toft Skov Lind Hauge Munk Due Pihl Ravn Lykke Vang Dam Hald Kofoed Bisgaard Lauridsen Steffensen Svendsen Danielsen "
    "Sandberg Lindgren Norup Nørby Holmgaard Åkjær Ødegård Ærø Brandt Winther Bruun Kragh Bang Fischer Schmidt Koch Meyer "
    "Beck Berg Bjerre Bjerregaard Dahl Eriksen Fogh Gade Gregersen Hede Hjorth Høj Iversen Jakobsen Jeppesen Kjeldsen Klausen "
    "Laursen Mathiesen Nissen Nygaard Paulsen Riis Simonsen Skovgaard Storm Thorsen Ulriksen Villadsen Vinther Wulff Ågesen "
    "Ørum Ibsen Hermansen Hartvig Frost Ellegaard Degn Clemmensen Buch Bonde Boesen Asmussen".split()
)
SURNAMES_FROM_ABROAD = tuple(
    "Demir Yildiz Kaya Yilmaz Celik Sahin Öztürk Arslan Warsame Osman Abdi Jama Farah Nur Hosseini Karimi Rahimi Ahmadi "
    "Mohammadi Haddad Haddou Saleh Nasser Aziz Mahmood Khan Hussain Malik Iqbal Hassan Ali Ibrahim Orlova Kovalenko Shevchenko "
    "Bondarenko Petrović Jovanović Kovač Hadžić Begić Omerović Nowak Kowalski Wiśniewska Nguyen Tran Pham Le Polat Aydin Dogan "
    "Barzani Sharif Amini Sultani Ghafari Sesay Mensah Tesfaye Gebre Bekele".split()
)
STREETS = tuple("Havn Ådal Skov Fjord Bakke Eng Strand Mølle Kløver Sø Hede Kilde Lund Dal Bro Torv".split())
BROKERS = (
    "Maja Juhl", "Peter Krogh", "Samira Haddad", "Lone Dam", "Jonas Winther", "Birgitte Fogh", "Kasper Lind", "Aylin Polat",
    "Mikkel Storm", "Nanna Riis", "Thea Bruun", "Anton Hede", "Selma Kaya", "Rikke Bonde", "Emil Gade", "Freja Skov",
)  # fmt: skip
LEADER, SUPERUSER = "Dorthe Lindegaard", "Henrik Vinding"
