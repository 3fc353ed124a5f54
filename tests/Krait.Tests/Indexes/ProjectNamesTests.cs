using System.Text;
using Krait.Indexes;

namespace Krait.Tests.Indexes;

public class ProjectNamesTests
{
    [Theory]
    [InlineData(
        "<a href=\"/simple/Zope.Interface/\">Zope.Interface</a><a href='a'>a</a>",
        "a zope-interface"
    )]
    [InlineData(
        "<A HREF=x class=\"y>z\">\n b \n</A><a>no-address</a><a href=\"c\"></a><a href=d>not a name</a>",
        "b"
    )]
    [InlineData("<!-- <a href=x>x</a> --><script>'<a href=y>y</a>'</script><a href=z>z", "z")]
    [InlineData(
        "<!--><a href=x>x</a><!---><a href=y>y</a><!-- --!><a href=z>z</a><!----><a href=v>v</a>",
        "v x y z"
    )]
    [InlineData("<!-- -- > --- <a href=x>x</a> ---><a href=y>y</a><!-- <a href=z>z</a>", "y")]
    [InlineData("<a href=x>a</a><a href=y>A</a><a href=z>a&#45;b</a>", "a a-b")]
    [InlineData("<a href=x", "")]
    public void The_text_of_a_link_is_the_name(string page, string expected) =>
        Assert.Equal(expected, string.Join(' ', ProjectNames.ReadHtml(Encoding.UTF8.GetBytes(page))));

    [Fact]
    public void A_page_in_JSON_lists_them_too()
    {
        var page =
            "{\"meta\":{\"api-version\":\"1.0\"},\"projects\":[{\"name\":\"B_b\"},{\"name\":\"a\"},{\"name\":\"-\"}]}"u8;
        Assert.Equal("a b-b", string.Join(' ', ProjectNames.ReadJson(page.ToArray())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"projects\": 1}")]
    [InlineData("{\"projects\": [1]}")]
    [InlineData("{\"projects\": [{}]}")]
    [InlineData("{\"projects\": [{\"name\": 1}]}")]
    public void Other_JSON_is_refused(string page) =>
        Assert.Throws<FormatException>(() => ProjectNames.ReadJson(Encoding.UTF8.GetBytes(page)));
}
