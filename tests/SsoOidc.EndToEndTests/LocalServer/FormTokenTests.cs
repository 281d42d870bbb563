using SsoOidc.LocalServer.State;

namespace SsoOidc.EndToEndTests.LocalServer;

public sealed class FormTokenTests
{
    [Fact]
    public void A_token_is_used_once_and_leaves_the_others_open()
    {
        var forms = new FormTokens();
        var first = forms.Issue();
        var second = forms.Issue();
        Assert.False(forms.TryUse("guess"));
        Assert.True(forms.TryUse(first));
        Assert.False(forms.TryUse(first));
        Assert.True(forms.TryUse(second));
        Assert.False(forms.TryUse(second));
    }
}
