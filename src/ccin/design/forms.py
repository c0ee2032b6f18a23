from django.forms.renderers import TemplatesSetting


class NetworkFormRenderer(TemplatesSetting):
    """Draws every form and field with our components, so that no page repeats their markup."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"
